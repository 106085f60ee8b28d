"""What the knobs are called and what each does, in one line; also what a recipe adds.

`knob.<name>`, `help.<name>`, `<name>.<choice>`, `group.<group>`, `unit.<unit>`, `addition.<key>`.
Bounds and whether a knob acts live are not said here: the page reads them off the knob itself.
"""

from gan1d.words.texts import Texts

TEXTS: Texts = {
    "group.data": {"en": "Data and noise", "zh": "数据与噪声"},
    "group.training": {"en": "Training", "zh": "训练"},
    "group.penalties": {"en": "Penalties and smoothing", "zh": "惩罚项与平滑"},
    "group.networks": {"en": "Networks", "zh": "网络结构"},
    "unit.sd": {"en": "sd of the data", "zh": "数据标准差"},
    "unit.steps": {"en": "steps", "zh": "步"},
    "unit.samples": {"en": "samples", "zh": "个样本"},
    "unit.units": {"en": "units", "zh": "个单元"},
    "unit.layers": {"en": "hidden layers", "zh": "个隐藏层"},
    # Data and noise.
    "knob.data": {"en": "Data", "zh": "数据"},
    "help.data": {
        "en": "The distribution that G has to learn, p_data.",
        "zh": "G 要学习的分布 p_data。",
    },
    "knob.seed": {"en": "Seed", "zh": "随机种子"},
    "help.seed": {
        "en": "Start of all random numbers: the same seed gives the same run, to the last bit.",
        "zh": "所有随机数的起点：种子相同，训练过程就完全相同。",
    },
    "knob.standardise": {"en": "Standardise", "zh": "标准化"},
    "help.standardise": {
        "en": "Shift and scale the data to mean 0 and sd 1 before the nets see them.",
        "zh": "先把数据平移、缩放到均值 0、标准差 1，再交给网络。",
    },
    "knob.z_prior": {"en": "Noise z", "zh": "噪声 z"},
    "help.z_prior": {
        "en": "The distribution of the noise that G starts from; mean 0, sd 1 in both cases.",
        "zh": "G 的输入噪声服从的分布；两种都是均值 0、标准差 1。",
    },
    "z_prior.normal": {"en": "normal", "zh": "正态"},
    "z_prior.uniform": {"en": "uniform", "zh": "均匀"},
    "knob.start_mean": {"en": "Start at", "zh": "起点"},
    "help.start_mean": {
        "en": "Where p_model stands at step 0, seen from the data's centre.",
        "zh": "第 0 步时 p_model 相对数据中心的位置。",
    },
    "knob.start_sd": {"en": "Start width", "zh": "起始宽度"},
    "help.start_sd": {
        "en": "How wide p_model is at step 0.",
        "zh": "第 0 步时 p_model 有多宽。",
    },
    # Training.
    "knob.loss": {"en": "Loss", "zh": "损失函数"},
    "help.loss": {
        "en": "What the two players minimise. Hinge and WGAN have a critic without probability.",
        "zh": "双方各自最小化什么。合页和 WGAN 用的是评论家 (critic)，输出不是概率。",
    },
    "loss.minimax": {"en": "minimax (paper)", "zh": "极小极大（原论文）"},
    "loss.non-saturating": {"en": "non-saturating", "zh": "非饱和"},
    "loss.least-squares": {"en": "least squares", "zh": "最小二乘"},
    "loss.hinge": {"en": "hinge", "zh": "合页 (hinge)"},
    "loss.wgan": {"en": "WGAN", "zh": "WGAN"},
    "loss.wgan-gp": {"en": "WGAN-GP", "zh": "WGAN-GP"},
    "loss.relativistic": {"en": "relativistic", "zh": "相对论式"},
    "knob.k": {"en": "k: D updates", "zh": "k：D 更新次数"},
    "help.k": {
        "en": "How many times D is updated before each update of G.",
        "zh": "G 每更新一次之前，D 更新多少次。",
    },
    "knob.lr_d": {"en": "Learning rate of D", "zh": "D 的学习率"},
    "help.lr_d": {
        "en": "How far one update moves D; the schedule multiplies it.",
        "zh": "每次更新 D 走多远；还要乘上学习率调度。",
    },
    "knob.lr_g": {"en": "Learning rate of G", "zh": "G 的学习率"},
    "help.lr_g": {
        "en": "How far one update moves G; the schedule multiplies it.",
        "zh": "每次更新 G 走多远；还要乘上学习率调度。",
    },
    "knob.steps": {"en": "Steps", "zh": "总步数"},
    "help.steps": {
        "en": "Length of the schedule; the run stops there and says what it reached.",
        "zh": "学习率调度的长度；到这里训练自动停下，并报告结果。",
    },
    "knob.schedule": {"en": "Schedule", "zh": "调度"},
    "help.schedule": {
        "en": "Anneal: full rate for 30 % of the steps, then a cosine down to 1 % of it.",
        "zh": "退火：前 30 % 的步数保持不变，之后按余弦降到 1 %。",
    },
    "schedule.anneal": {"en": "anneal", "zh": "退火"},
    "schedule.constant": {"en": "constant", "zh": "恒定"},
    "knob.optimiser": {"en": "Optimiser", "zh": "优化器"},
    "help.optimiser": {
        "en": "The rule that turns gradients into updates; SGD is with momentum beta1.",
        "zh": "把梯度变成参数更新的规则；SGD 带动量 beta1。",
    },
    "optimiser.adam": {"en": "Adam", "zh": "Adam"},
    "optimiser.sgd": {"en": "SGD", "zh": "SGD"},
    "optimiser.rmsprop": {"en": "RMSprop", "zh": "RMSprop"},
    "knob.beta1": {"en": "beta1", "zh": "beta1"},
    "help.beta1": {
        "en": "How much of the last update is kept: Adam's beta1, the momentum of SGD. 0.9 is a"
        " frequent cause of collapse.",
        "zh": "保留多少上一次的更新：Adam 的 beta1，SGD 的动量。0.9 常常导致模式坍塌。",
    },
    "knob.beta2": {"en": "beta2", "zh": "beta2"},
    "help.beta2": {
        "en": "Memory for the size of the gradients, in Adam and RMSprop.",
        "zh": "Adam 和 RMSprop 对梯度大小的记忆。",
    },
    "knob.order": {"en": "Order", "zh": "更新顺序"},
    "help.order": {
        "en": "Alternating: G answers to the D just updated. Simultaneous: to the one before.",
        "zh": "交替：G 面对刚更新过的 D；同时：G 面对更新前的 D。",
    },
    "order.alternating": {"en": "alternating", "zh": "交替"},
    "order.simultaneous": {"en": "simultaneous", "zh": "同时"},
    "knob.batch_d": {"en": "Batch of D", "zh": "D 的批量"},
    "help.batch_d": {
        "en": "Real samples, and as many of G's, in one update of D.",
        "zh": "D 更新一次所用的真样本数，生成样本数与之相同。",
    },
    "knob.batch_g": {"en": "Batch of G", "zh": "G 的批量"},
    "help.batch_g": {
        "en": "Samples of G in one of its updates.",
        "zh": "G 更新一次所用的样本数。",
    },
    "knob.sampling": {"en": "Sampling", "zh": "抽样方式"},
    "help.sampling": {
        "en": "Stratified: one sample from each of m equally probable slices. i.i.d.: all at"
        " random.",
        "zh": "分层：分成 m 个等概率的小段，每段取一个样本；i.i.d.（独立同分布）：完全随机。",
    },
    "sampling.stratified": {"en": "stratified", "zh": "分层"},
    "sampling.iid": {"en": "i.i.d.", "zh": "i.i.d."},
    # Penalties and smoothing.
    "knob.gamma": {"en": "gamma (R1, R2)", "zh": "gamma (R1, R2)"},
    "help.gamma": {
        "en": "Weight of R1 (and R2): (gamma/2) E d′(x)² on D's logit d. Too much blinds D.",
        "zh": "R1（和 R2）的权重：对 D 的 logit d 加 (gamma/2) E d′(x)²。太大会使 D 失明。",
    },
    "knob.gamma_r2": {"en": "gamma of R2", "zh": "R2 的 gamma"},
    "help.gamma_r2": {
        "en": "The same penalty on G's samples; left empty, it is gamma.",
        "zh": "对生成样本的同一种惩罚；留空则与 gamma 相同。",
    },
    "same-as-gamma": {"en": "as gamma", "zh": "同 gamma"},
    "knob.fold": {"en": "Fold penalty", "zh": "折叠惩罚"},
    "help.fold": {
        "en": "Keeps G from turning back: (lambda/2) E max(0, −G′(z))². 1-D only.",
        "zh": "防止 G 折返：(lambda/2) E max(0, −G′(z))²，只适用于一维。",
    },
    "knob.lambda_gp": {"en": "lambda (GP)", "zh": "lambda (GP)"},
    "help.lambda_gp": {
        "en": "Weight of E(|d′| − 1)² between real and fake; only for the loss WGAN-GP.",
        "zh": "真假样本之间 E(|d′| − 1)² 的权重；只用于 WGAN-GP 损失。",
    },
    "knob.noise": {"en": "Instance noise", "zh": "实例噪声"},
    "help.noise": {
        "en": "Sd of the noise added to everything D sees.",
        "zh": "给 D 看到的所有样本加上的噪声的标准差。",
    },
    "knob.ema": {"en": "EMA", "zh": "EMA"},
    "help.ema": {
        "en": "Memory of the running average of the weights. Only shown, never trained with.",
        "zh": "权重滑动平均的记忆。只用来显示，不参与训练。",
    },
    # Networks.
    "knob.width_d": {"en": "Width of D", "zh": "D 的宽度"},
    "help.width_d": {"en": "Units in each hidden layer of D.", "zh": "D 每个隐藏层的单元数。"},
    "knob.depth_d": {"en": "Depth of D", "zh": "D 的深度"},
    "help.depth_d": {"en": "Hidden layers of D.", "zh": "D 的隐藏层数。"},
    "knob.activation_d": {"en": "Activation of D", "zh": "D 的激活函数"},
    "help.activation_d": {
        "en": "What bends the line in D's units.",
        "zh": "D 的单元所用的非线性函数。",
    },
    "knob.width_g": {"en": "Width of G", "zh": "G 的宽度"},
    "help.width_g": {"en": "Units in each hidden layer of G.", "zh": "G 每个隐藏层的单元数。"},
    "knob.depth_g": {"en": "Depth of G", "zh": "G 的深度"},
    "help.depth_g": {"en": "Hidden layers of G.", "zh": "G 的隐藏层数。"},
    "knob.activation_g": {"en": "Activation of G", "zh": "G 的激活函数"},
    "help.activation_g": {
        "en": "What bends the line in G's units.",
        "zh": "G 的单元所用的非线性函数。",
    },
    "knob.init": {"en": "Initialisation", "zh": "初始化"},
    "help.init": {
        "en": "Spread: steep units laid out over the data, so that D sees detail. Plain: as"
        " libraries do.",
        "zh": "铺开：陡峭的单元铺满数据范围，D 能看清细节；普通：与常用程序库相同。",
    },
    "init.spread": {"en": "spread", "zh": "铺开"},
    "init.plain": {"en": "plain", "zh": "普通"},
    "knob.skip": {"en": "Skip in G", "zh": "G 直连"},
    "help.skip": {
        "en": "G(z) = a z + net(z): the net only has to learn how G differs from a line.",
        "zh": "G(z) = a z + 网络(z)：网络只需学习与直线的差别。",
    },
    # What settings add to Algorithm 1.
    "addition.non-saturating": {
        "en": "non-saturating loss of G",
        "zh": "G 用非饱和损失",
    },
    "addition.other-loss": {"en": "another loss", "zh": "换用其他损失"},
    "addition.optimiser": {"en": "an adaptive optimiser", "zh": "自适应优化器"},
    "addition.standardise": {"en": "standardised data", "zh": "数据标准化"},
    "addition.spread": {"en": "steep, spread units", "zh": "铺开的陡峭单元"},
    "addition.skip": {"en": "straight line in G", "zh": "G 的直连通路"},
    "addition.slope-penalty": {"en": "slope penalty on D (R1, R2)", "zh": "D 的斜率惩罚 (R1, R2)"},
    "addition.gp": {"en": "gradient penalty", "zh": "梯度惩罚"},
    "addition.fold": {"en": "fold penalty on G", "zh": "G 的折叠惩罚"},
    "addition.noise": {"en": "instance noise", "zh": "实例噪声"},
    "addition.stratified": {"en": "stratified batches", "zh": "分层抽样"},
    "addition.simultaneous": {"en": "simultaneous updates", "zh": "双方同时更新"},
    "addition.anneal": {"en": "rates that go to zero", "zh": "学习率退火"},
    # The data sets of the menu.
    "data.normal": {"en": "normal", "zh": "正态"},
    "data.shifted": {"en": "normal, shifted", "zh": "平移的正态"},
    "data.narrow": {"en": "normal, narrow", "zh": "窄正态"},
    "data.bimodal": {"en": "two modes", "zh": "双峰"},
    "data.trimodal": {"en": "three modes", "zh": "三峰"},
    "data.uniform": {"en": "uniform", "zh": "均匀"},
    "data.exponential": {"en": "exponential", "zh": "指数"},
    "data.lognormal": {"en": "log-normal", "zh": "对数正态"},
    "data.laplace": {"en": "Laplace", "zh": "拉普拉斯"},
    "data.student-t": {"en": "Student's t (3)", "zh": "学生 t (3)"},
    "data.claw": {"en": "claw", "zh": "爪形"},
    "data.arcsine": {"en": "arcsine", "zh": "反正弦"},
}
for _net in ("activation_d", "activation_g"):
    TEXTS |= {
        f"{_net}.tanh": {"en": "tanh", "zh": "tanh"},
        f"{_net}.relu": {"en": "ReLU", "zh": "ReLU"},
        f"{_net}.leaky-relu": {"en": "leaky ReLU", "zh": "Leaky ReLU"},
        f"{_net}.softplus": {"en": "softplus", "zh": "Softplus"},
        f"{_net}.silu": {"en": "SiLU", "zh": "SiLU"},
    }

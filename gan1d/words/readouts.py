"""What the stage reads off a run: numbers, targets, diagnosis, history, the loss in use."""

from gan1d.words.texts import Texts

TEXTS: Texts = {
    "alt.waiting": {
        "en": "The figure waits for the first training step.",
        "zh": "图形正在等待第一个训练步。",
    },
    "alt.figure": {
        "en": "Step {step}, data {data}. p_data, p_model and D of x on one axis. Diagnosis: "
        "{health}. JSD between p_data and p_model {jsd64} nats, W1 {w1}. D is on average "
        "{mean_d_real} on data and {mean_d_fake} on generated points; at most {d_half_max} "
        "away from one half.",
        "zh": "第 {step} 步，数据 {data}。同一坐标轴上画出 p_data、p_model 与 D(x)。诊断："
        "{health}。p_data 与 p_model 的 JSD 为 {jsd64} 纳特，W1 为 {w1}。D 在真实数据上平均为"
        " {mean_d_real}，在生成点上平均为 {mean_d_fake}；与二分之一最多相差 {d_half_max}。",
    },
    "alt.critic": {
        "en": "Step {step}, data {data}. p_data, p_model and the critic on one axis. "
        "Diagnosis: {health}. JSD between p_data and p_model {jsd64} nats, W1 {w1}.",
        "zh": "第 {step} 步，数据 {data}。同一坐标轴上画出 p_data、p_model 与评论家。诊断："
        "{health}。p_data 与 p_model 的 JSD 为 {jsd64} 纳特，W1 为 {w1}。",
    },
    "print.numbers": {
        "en": "Step {step}, data: {data}. JSD (64 bins) {jsd64}, max |D − ½| {d_half_max},"
        " V {value}.",
        "zh": "第 {step} 步，数据：{data}。JSD（64 格）{jsd64}，max |D − ½| {d_half_max}，"
        "V {value}。",
    },
    "print.numbers.critic": {
        "en": "Step {step}, data: {data}. JSD (64 bins) {jsd64}, W1 {w1}.",
        "zh": "第 {step} 步，数据：{data}。JSD（64 格）{jsd64}，W1 {w1}。",
    },
    "readouts.title": {"en": "Read-outs", "zh": "读数"},
    "field.step": {"en": "step", "zh": "步数"},
    "field.step.help": {
        "en": "k updates of D and one of G; D or G behind the number: after a half step",
        "zh": "k 次 D 更新加一次 G 更新；数字后的 D 或 G 表示半步之后",
    },
    "field.value": {"en": "V(D, G)", "zh": "V(D, G)"},
    "field.value.help": {
        "en": "The value of the game: E log D(x) + E log(1 − D(G(z))); at the end −log 4 = −1.386",
        "zh": "博弈的值：E log D(x) + E log(1 − D(G(z)))；最终为 −log 4 = −1.386",
    },
    "field.cost": {"en": "C(G)", "zh": "C(G)"},
    "field.cost.help": {
        "en": "−log 4 + 2 JSD: V against the best D",
        "zh": "−log 4 + 2 JSD：面对最优 D 时的 V",
    },
    "field.jsd": {"en": "JSD, 512 bins", "zh": "JSD（512 格）"},
    "field.jsd64": {"en": "JSD, 64 bins", "zh": "JSD（64 格）"},
    "field.jsd64.help": {
        "en": "Jensen-Shannon divergence of p_data and p_model in nats: 0 if equal, log 2 if "
        "disjoint",
        "zh": "p_data 与 p_model 的 Jensen-Shannon 散度（纳特）：相同为 0，不相交为 log 2",
    },
    "field.w1": {"en": "W1", "zh": "W1"},
    "field.w1.help": {
        "en": "How far mass must be moved on average, in units of x",
        "zh": "质量平均需要移动的距离，单位与 x 相同",
    },
    "field.mean_d_real": {"en": "mean D(x)", "zh": "D(x) 均值"},
    "field.mean_d_real.help": {"en": "D on data, on average", "zh": "D 在真实数据上的平均值"},
    "field.mean_d_fake": {"en": "mean D(G(z))", "zh": "D(G(z)) 均值"},
    "field.mean_d_fake.help": {
        "en": "D on generated points, on average",
        "zh": "D 在生成点上的平均值",
    },
    "field.d_half_max": {"en": "max |D − ½|", "zh": "max |D − ½|"},
    "field.d_half_max.help": {
        "en": "Largest distance of D from one half on the 99 % support of p_data",
        "zh": "在 p_data 的 99 % 支撑集上 D 与二分之一的最大距离",
    },
    "field.loss_d": {"en": "loss of D", "zh": "D 的损失"},
    "field.loss_d.help": {
        "en": "What D minimises, without penalties",
        "zh": "D 所最小化的量（不含惩罚项）",
    },
    "field.loss_g": {"en": "loss of G", "zh": "G 的损失"},
    "field.loss_g.help": {
        "en": "What G minimises, without penalties",
        "zh": "G 所最小化的量（不含惩罚项）",
    },
    "field.lr_d": {"en": "rate of D now", "zh": "D 当前学习率"},
    "field.lr_d.help": {"en": "Knob times schedule", "zh": "旋钮值乘以调度系数"},
    "field.lr_g": {"en": "rate of G now", "zh": "G 当前学习率"},
    "field.lr_g.help": {"en": "Knob times schedule", "zh": "旋钮值乘以调度系数"},
    "field.pace": {"en": "steps a second", "zh": "每秒步数"},
    "field.pace.help": {
        "en": "Steps that went over the screen in the last second",
        "zh": "最近一秒画面经过的步数",
    },
    "target.value": {"en": "→ −log 4", "zh": "→ −log 4"},
    "target.zero": {"en": "→ 0", "zh": "→ 0"},
    "target.half": {"en": "→ ½", "zh": "→ ½"},
    "target.is": {"en": "→ {value}", "zh": "→ {value}"},
    "target.knob": {"en": "of {value}", "zh": "设定 {value}"},
    "target.steps": {"en": "of {value}", "zh": "共 {value}"},
    "health.title": {"en": "Diagnosis", "zh": "诊断"},
    "health.starting": {"en": "starting", "zh": "起步"},
    "health.learning": {"en": "learning", "zh": "学习中"},
    "health.converged": {"en": "converged", "zh": "已收敛"},
    "health.collapsed": {"en": "mode collapse", "zh": "模式坍塌"},
    "health.vanishing": {"en": "vanishing gradient", "zh": "梯度消失"},
    "health.cycling": {"en": "going in circles", "zh": "来回循环"},
    "health.weak-d": {"en": "blind D", "zh": "D 失明"},
    "health.strong-d": {"en": "D too strong", "zh": "D 过强"},
    "health.diverged": {"en": "diverged", "zh": "已发散"},
    "evidence.starting": {
        "en": "Step {step}: too early to tell. JSD {jsd64}.",
        "zh": "第 {step} 步：尚难判断。JSD {jsd64}。",
    },
    "evidence.learning": {
        "en": "JSD {jsd64}, W1 {w1}; {missed} of the data is hardly reached yet.",
        "zh": "JSD {jsd64}，W1 {w1}；仍有 {missed} 的数据几乎未被覆盖。",
    },
    "evidence.converged": {
        "en": "p_model lies on p_data: JSD {jsd64}; D lies on ½, at most {d_half_max} away.",
        "zh": "p_model 与 p_data 重合：JSD {jsd64}；D 落在 ½ 上，最大偏差 {d_half_max}。",
    },
    "evidence.collapsed": {
        "en": "G leaves out {missed} of the data; sd of p_model {sd_model}, JSD {jsd64}.",
        "zh": "G 漏掉了 {missed} 的数据；p_model 的标准差 {sd_model}，JSD {jsd64}。",
    },
    "evidence.vanishing": {
        "en": "D(G(z)) is {mean_d_fake}: D is so sure that hardly any slope is left for G. "
        "JSD {jsd64}.",
        "zh": "D(G(z)) 为 {mean_d_fake}：D 过于确信，几乎没有梯度留给 G。JSD {jsd64}。",
    },
    "evidence.cycling": {
        "en": "The mean of p_model turned {turns} times, by {swing} each: G runs away, D follows.",
        "zh": "p_model 的均值转向 {turns} 次，每次幅度 {swing}：G 逃，D 追。",
    },
    "evidence.weak-d": {
        "en": "D is near ½ (at most {d_half_max} off) though JSD is {jsd64}: D does not see "
        "the error.",
        "zh": "D 接近 ½（最多差 {d_half_max}），而 JSD 为 {jsd64}：D 看不见误差。",
    },
    "evidence.strong-d": {
        "en": "D tells them apart: {mean_d_real} on data, {mean_d_fake} on G(z). JSD {jsd64}.",
        "zh": "D 能完全区分：真实数据上 {mean_d_real}，G(z) 上 {mean_d_fake}。JSD {jsd64}。",
    },
    "evidence.diverged": {
        "en": "G has lost the data at step {step}: mean of p_model {mean_model}, sd {sd_model}.",
        "zh": "第 {step} 步：G 已远离数据，p_model 的均值 {mean_model}，标准差 {sd_model}。",
    },
    "reason.p_model": {"en": "G no longer gives finite numbers.", "zh": "G 的输出不再是有限数。"},
    "reason.d": {"en": "D no longer gives finite numbers.", "zh": "D 的输出不再是有限数。"},
    "history.title": {"en": "History", "zh": "历史曲线"},
    "history.seek": {"en": "Click to go to a step", "zh": "点击跳到某一步"},
    "history.losses": {"en": "losses", "zh": "损失"},
    "history.value": {"en": "V", "zh": "V"},
    "history.real": {"en": "E log D(x)", "zh": "E log D(x)"},
    "history.fake": {"en": "E log(1 − D(G(z)))", "zh": "E log(1 − D(G(z)))"},
    "history.jsd": {"en": "gaps", "zh": "差距"},
    "history.gap-d": {"en": "of D: C − V", "zh": "D 的：C − V"},
    "history.gap-g": {"en": "of G: 2 JSD", "zh": "G 的：2 JSD"},
    "history.gap": {"en": "|D − ½|", "zh": "|D − ½|"},
    "formula.title": {"en": "The losses in use, both minimised", "zh": "当前损失（均为最小化）"},
    "additions.title": {"en": "Added to Algorithm 1", "zh": "在算法 1 之外添加"},
    "additions.none": {"en": "nothing", "zh": "无"},
}

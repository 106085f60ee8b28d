"""The words of the page around the stage: title, recipes, data of one's own, what one sees."""

from gan1d.words.texts import Texts, unbroken

TEXTS: Texts = {
    "page.title": {
        "en": "gan1d – watch a GAN learn",
        "zh": "gan1d：看 GAN 怎样学习",
    },
    "page.tagline": {
        "en": "G turns noise into numbers, D guesses which numbers are real; when G has learnt the"
        " data, D can only say 1/2.",
        "zh": "生成器 G 把噪声变成数，判别器 D 猜哪些数是真的；等 G 学会了数据，D 就只能回答 1/2。",
    },
    "page.about": {
        "en": "A real GAN trains on one-dimensional data, and every step is a picture. After"
        " Goodfellow et al., Generative Adversarial Nets (2014), figure 1 and algorithm 1.",
        "zh": "一个真正的 GAN 在一维数据上训练，每一步都是一幅画面。依据 Goodfellow 等人的论文"
        "《Generative Adversarial Nets》（2014）的图 1 和算法 1。",
    },
    "page.language": {"en": "Language", "zh": "语言"},
    "recipe": {"en": "Recipe", "zh": "配方"},
    "recipe.default": {"en": "Default", "zh": "默认"},
    "recipe.paper": {"en": "Paper", "zh": "论文"},
    "recipe.tutorial": {"en": "Tutorial", "zh": "教程"},
    "recipe.default.is": {
        "en": "Algorithm 1 with the additions that bring D(x) to 1/2 on every data set.",
        "zh": "算法 1 加上若干改进，使 D(x) 在各种数据上都能到达 1/2。",
    },
    "recipe.paper.is": {
        "en": "Algorithm 1 as printed: minimax loss, SGD with momentum, k = 1, uniform z,"
        " nothing added.",
        "zh": "原论文的算法 1：极小极大损失、带动量的 SGD、k = 1、均匀分布的 z，不加任何改进。",
    },
    "recipe.tutorial.is": {
        "en": "What most posts do: Adam at 1e-3 with beta1 0.9, ReLU, nothing else added.",
        "zh": "多数教程的做法：Adam，学习率 1e-3，beta1 0.9，ReLU，别无改进。",
    },
    "recipe.none.is": {
        "en": "Knobs of your own. A recipe sets them all, but keeps data, seed and steps.",
        "zh": "你自己调的参数。选一个配方会重设全部参数，但保留数据、种子和步数。",
    },
    "mark.restart": {
        "en": "↻ starts the run again; every other knob acts on the running nets.",
        "zh": "带 ↻ 的参数会重新开始训练，其余的直接作用于正在训练的网络。",
    },
    "turning.live": {"en": "Acts at once.", "zh": "即时生效。"},
    "turning.restart": {"en": "↻ Starts the run again.", "zh": "↻ 会重新开始训练。"},
    "own": {"en": "Your own data", "zh": "自己的数据"},
    "own.spec": {"en": "Written as a formula ↻", "zh": "用公式写出 ↻"},
    "own.spec.help": {
        "en": "`mixture:weight,mean,sd;…` is a mixture of normals. `curve:x,height;…` joins points"
        " by straight lines. Press Enter to use it.",
        "zh": "`mixture:权重,均值,标准差;…` 是正态混合分布；`curve:x,高度;…` 用直线连接各点。"
        "按回车键使用。",
    },
    "own.numbers": {"en": "Pasted numbers", "zh": "粘贴数字"},
    "own.numbers.help": {
        "en": "Separated by spaces, commas, semicolons or line breaks. p_data becomes their"
        " smoothed histogram (a kernel density estimate).",
        "zh": "用空格、逗号、分号或换行分隔。p_data 是这些数平滑后的直方图（核密度估计）。",
    },
    "own.use": {"en": "Use these numbers ↻", "zh": "使用这些数 ↻"},
    "own.file": {"en": "Or a file ↻", "zh": "或上传文件 ↻"},
    "own.file.help": {
        "en": "CSV or plain text, one column of numbers; a heading in the first line is fine.",
        "zh": "CSV 或纯文本，一列数字；第一行可以是标题。",
    },
    "own.bandwidth": {"en": "Bandwidth factor ↻", "zh": "带宽系数 ↻"},
    "own.bandwidth.help": {
        "en": "How much the numbers are smoothed: 1 is the rule of thumb, less shows more detail.",
        "zh": "平滑的程度：1 是经验法则，越小细节越多。",
    },
    "own.empty": {
        "en": "No numbers there yet. The run on the screen goes on.",
        "zh": "还没有数字。屏幕上的训练照常继续。",
    },
    "own.not-text": {
        "en": "{name} is not a text file. Save the column as CSV (UTF-8) and try again.",
        "zh": "{name} 不是文本文件。请把这一列另存为 CSV（UTF-8）后再试。",
    },
    "own.not-a-number": {
        "en": "Line {line}: “{text}” is not a number. The run on the screen goes on.",
        "zh": "第 {line} 行：“{text}”不是数字。屏幕上的训练照常继续。",
    },
    "own.columns": {
        "en": "Line {line} has {count} columns; one column of numbers is needed."
        " The run on the screen goes on.",
        "zh": "第 {line} 行有 {count} 列；只能有一列数字。屏幕上的训练照常继续。",
    },
    "own.refused": {
        "en": "These numbers cannot be used ({reason}). The run on the screen goes on.",
        "zh": "无法使用这些数（{reason}）。屏幕上的训练照常继续。",
    },
    "own.too-many": {
        "en": "{count} numbers are too many, {most} at most; take a sample of them."
        " The run on the screen goes on.",
        "zh": "{count} 个数太多，最多 {most} 个；请抽取一部分。屏幕上的训练照常继续。",
    },
    "own.used": {
        "en": "{count} numbers in use, from {low} to {high}.",
        "zh": "正在使用 {count} 个数，从 {low} 到 {high}。",
    },
    "own.no-link": {
        "en": "These are too many for the link: keep the numbers yourself to see this run again.",
        "zh": "数据太长，放不进链接：要再次看到这次训练，请自行保存这些数。",
    },
    # A link for a class: what can be hidden.
    "hide.link": {"en": "A link for a class", "zh": "给班级的链接"},
    "hide.is": {
        "en": "Take controls off the page. What they are set to keeps acting.",
        "zh": "把一些控件从页面上拿掉；它们的当前值照常起作用。",
    },
    "hide.what": {"en": "Hide", "zh": "隐藏"},
    "hide.choose": {"en": "choose", "zh": "请选择"},
    "hide.note": {
        "en": "The run is as it was when you last chose here.",
        "zh": "链接中的训练是你最后一次在此选择时的状态。",
    },
    "hide.title": {"en": "the title", "zh": "标题"},
    "hide.sidebar": {"en": "the whole sidebar", "zh": "整个侧栏"},
    "hide.language": {"en": "sidebar: language", "zh": "侧栏：语言"},
    "hide.recipe": {"en": "sidebar: recipes", "zh": "侧栏：配方"},
    "hide.own": {"en": "sidebar: your own data", "zh": "侧栏：自己的数据"},
    "hide.training": {"en": "sidebar: training", "zh": "侧栏：训练"},
    "hide.penalties": {"en": "sidebar: penalties", "zh": "侧栏：惩罚项"},
    "hide.networks": {"en": "sidebar: networks", "zh": "侧栏：网络"},
    "hide.panels": {"en": "what stands under the stage", "zh": "舞台下方的各栏"},
    "hide.toolbar": {"en": "the toolbar", "zh": "工具栏"},
    "hide.speed": {"en": "the speed", "zh": "速度"},
    "hide.carpet": {"en": "the carpet", "zh": "织毯"},
    "hide.story": {"en": "the bar of the story", "zh": "故事栏"},
    "hide.knobs": {"en": "all knobs of the stage", "zh": "舞台上的全部参数"},
    "hide.diagnosis": {"en": "the diagnosis", "zh": "诊断"},
    "hide.readouts": {"en": "the read-outs", "zh": "读数"},
    "hide.history": {"en": "the history", "zh": "历史曲线"},
    "hide.formulas": {"en": "the formulas", "zh": "公式"},
    # What is wrong with a value, and what is allowed.
    "refused": {
        "en": "{name} = {value} is not allowed: {allowed}.",
        "zh": "{name} = {value} 不可用：{allowed}。",
    },
    "allowed.int": {
        "en": "a whole number from {low} to {high}",
        "zh": "应为 {low} 到 {high} 之间的整数",
    },
    "allowed.float": {
        "en": "a number from {low} to {high}",
        "zh": "应为 {low} 到 {high} 之间的数",
    },
    "allowed.optional": {
        "en": "a number from {low} to {high}, or none",
        "zh": "应为 {low} 到 {high} 之间的数，或留空 (none)",
    },
    "allowed.choice": {"en": "one of {choices}", "zh": "可选 {choices}"},
    "allowed.data": {
        "en": "one of {choices}, or a text mixture:…, curve:… or samples:… with numbers",
        "zh": "可选 {choices}，或 mixture:…、curve:…、samples:… 加数字",
    },
    "allowed.reason": {"en": "{reason}", "zh": "写法有误（{reason}）"},
    "allowed.speed": {
        "en": "a number of steps a second from 1 to 1000, or max",
        "zh": "应为每秒 1 到 1000 步，或 max",
    },
    "allowed.events": {
        "en": "step:d, step:g or step:knob=value, separated by commas, steps in order",
        "zh": "应为 step:d、step:g 或 step:参数=值，用逗号分隔，步数递增",
    },
    "bounds": {"en": "{low} to {high}.", "zh": "范围 {low} 到 {high}。"},
    "bounds.unit": {"en": "{low} to {high} {unit}.", "zh": "范围 {low} 到 {high}，单位：{unit}。"},
    "see": {"en": "What you see", "zh": "图上有什么"},
    "see.text": {
        "en": """
**The picture.** The black dotted line is the data's density p_data (white on dark). The green
line is p_model, the density of what G makes. The blue dashed line is D(x), D's answer to
"how probable is it that this x is real?", on its own scale from 0 to 1 at the right, with 1/2
marked. The thin line is D* = p_data / (p_data + p_model): the best answer there is against the
present G. Every picture is one training step of the raw networks; nothing is smoothed.

**Who wants what.** D wants its line high where real numbers lie and low where G's lie. G does
not see the data at all: it only learns from D in which direction its numbers would look more
real, and moves them there. So D pulls p_model towards p_data, and has less to say the better the
two agree.

**The two lines below.** The lower line is the noise z, the upper one x. Every arrow leads from a
z to x = G(z). Where the arrows crowd, p_model is high; where they spread, it is low. The bar on
the x line is where 99 % of the data lie: D is judged there only.

**Why JSD stands beside D = 1/2.** At the end p_model = p_data, so D* = 1/2 everywhere and
V = −log 4. But D = 1/2 alone proves nothing: a D too smooth or too slow to see the difference
says 1/2 as well (a *blind* D). The Jensen–Shannon divergence (JSD) is computed from the two
densities without asking D. Only both together, D on 1/2 and JSD near 0, mean that G has learnt
the data.
""",
        "zh": unbroken("""
**主图。** 黑色点线是数据的密度 p_data（深色主题下为白色），绿色实线是 p_model，即 G 所生成的数
的密度。蓝色虚线是 D(x)：D 认为这个 x 为真的概率，用右侧从 0 到 1 的刻度，并标出 1/2。细线是
D* = p_data / (p_data + p_model)，即面对当前的 G 所能给出的最好判断。每一幅画面就是一个训练步，
画的是网络本身，没有做任何平滑。

**各自想要什么。** D 希望曲线在真数据处高、在 G 的数据处低。G 完全看不到数据，它只能从 D 那里得知
自己的数往哪个方向挪会显得更真，然后往那里挪。于是 D 把 p_model 拉向 p_data；两者越接近，
D 能说的就越少。

**下面两条线。** 下面一条是噪声 z，上面一条是 x，每个箭头从 z 指向 x = G(z)。箭头密集处 p_model
高，稀疏处 p_model 低。x 线上的粗条表示 99 % 的数据所在之处，D 只在那里计分。

**为什么 D = 1/2 旁边还要看 JSD。** 训练到最后 p_model = p_data，于是 D* 处处等于 1/2，
V = −log 4。但仅凭 D = 1/2 说明不了什么：太平滑或学得太慢的 D 看不出差别，也会回答 1/2
（即“D 失明”）。JS 散度（JSD）直接由两个密度算出，不经过 D。D 落在 1/2 上**并且** JSD 接近 0，
才说明 G 真的学会了数据。
"""),
    },
    "why": {
        "en": "What the default recipe adds to Algorithm 1, and why",
        "zh": "默认配方在算法 1 之上加了什么，为什么",
    },
    "why.text": {
        "en": """
In order of importance. Without them D often ends on 1/2 while p_model is still wrong.

1. **Steep units for D.** D's first layer starts with slopes from gentle to steep, spread over
   the data. With the usual start D is so smooth that it overlooks most of the error.
2. **Rates that go to zero.** The last 70 % of the steps lower both learning rates along a
   cosine. At a constant rate the two keep pushing each other around the goal.
3. **A penalty on D's slope**, on real data (R1) and on G's (R2). It damps the circling of the
   two players. R1 alone fails on two modes.
4. **A penalty on folds of G.** In front of a gap G tends to overshoot and turn back, which leaves
   a spike and a hole that D does not see. This one is for 1-D only: images have no such order.
5. **Adam with beta1 = 0.5** instead of 0.9: less momentum, far fewer collapses.
6. **D learns faster than G:** two updates of D for each of G, and a higher rate.

Besides: the data are standardised so that one setting fits any scale; G starts as a narrow bump
with a straight skip line and grows outwards; the samples of a batch are spread evenly
(stratified), which takes noise out of every step; G minimises −log D(G(z)), as the paper itself
advises.
""",
        "zh": unbroken("""
按重要性排列。没有这些，D 常常已经停在 1/2，而 p_model 还是错的。

1. **给 D 陡峭的单元。** D 的第一层从平缓到陡峭都有，并铺满数据所在的范围。用通常的初始化，
   D 过于平滑，大部分误差它都看不见。
2. **学习率降到零。** 后 70 % 的步数里，两个学习率沿余弦曲线下降。学习率不变，双方就会一直在目标
   周围互相推搡。
3. **对 D 的斜率加惩罚**，真数据上的叫 R1，生成数据上的叫 R2。它抑制双方的来回打转；
   对双峰数据，只用 R1 不够。
4. **对 G 的折叠加惩罚。** 在两峰之间的空隙前，G 容易冲过头再折回来，留下一个尖峰和一个空洞，而 D
   看不出来。这一条只适用于一维：图像没有这样的次序。
5. **Adam 的 beta1 用 0.5**，而不是 0.9：动量小，模式坍塌少得多。
6. **D 学得比 G 快：** G 每更新一次，D 更新两次，学习率也更高。

此外：数据先做标准化，同一套参数适用于任何尺度；G 从一个窄峰开始，带一条直连通路，逐渐向外展开；
每批样本均匀铺开（分层抽样），减小每一步的噪声；G 最小化 −log D(G(z))，这也是原论文的建议。
"""),
    },
}

"""Be the forger, be the detective: the words of both parts that a reader can play."""

from gan1d.words.texts import Texts

TEXTS: Texts = {
    "roles.choice": {"en": "Which part do you play?", "zh": "你扮演谁？"},
    "roles.forger": {"en": "Forger: you are G", "zh": "造假者：你是 G"},
    "roles.detective": {"en": "Detective: you are D", "zh": "侦探：你是 D"},
    # the forger
    "roles.forger.intro": {
        "en": "You strike the false coins, and the sharpest detective there can be answers at"
        " once: the blue curve. Drag your green bump until false coins turn up everywhere just"
        " as often as real ones – then all it can do is toss a coin.",
        "zh": "你来铸假币，而世上最敏锐的侦探会当场作答：那就是蓝色曲线。拖动绿色的峰，"
        "直到假币在每一处都和真币出现得一样多——那时它就只能靠抛硬币来猜了。",
    },
    "roles.forger.figure": {
        "en": "p_data, your p_model and the best D's answer; the handles move your bumps",
        "zh": "p_data、你的 p_model 以及最优 D 的回答；用手柄移动你的峰",
    },
    "roles.forger.legend.data": {"en": "p_data", "zh": "p_data"},
    "roles.forger.legend.model": {
        "en": "your p_model: ● moves it, ■ its width",
        "zh": "你的 p_model：● 移动，■ 调宽窄",
    },
    "roles.forger.legend.d": {"en": "D*, the best D", "zh": "D*，最优的 D"},
    "roles.forger.legend.push": {"en": "where D* pushes you", "zh": "D* 把你推向何处"},
    "roles.forger.mean": {"en": "Bump {number}: place", "zh": "第 {number} 个峰：位置"},
    "roles.forger.sd": {"en": "Bump {number}: width", "zh": "第 {number} 个峰：宽度"},
    "roles.forger.now": {"en": "{value}; JSD {jsd} nats", "zh": "{value}；JSD 为 {jsd} 纳特"},
    "roles.forger.share": {"en": "share of bump {number}", "zh": "第 {number} 个峰的份额"},
    "roles.forger.remove": {"en": "Remove bump {number}", "zh": "去掉第 {number} 个峰"},
    "roles.forger.add": {"en": "+ bump", "zh": "＋ 加一个峰"},
    "roles.forger.step": {"en": "One gradient step", "zh": "走一步梯度下降"},
    "roles.forger.reset": {"en": "Start over", "zh": "从头再来"},
    "roles.forger.verdict.goal": {
        "en": "Your goal: make D* say ½ everywhere. Where it is above ½ you are too rare, where it"
        " is below you are too frequent.",
        "zh": "目标：让 D* 处处只说 ½。它高于 ½ 的地方，你的假币太少；低于 ½ 的地方，太多。",
    },
    "roles.forger.verdict.close": {
        "en": "Close: D* bends towards ½. A little more.",
        "zh": "很接近了：D* 正在贴近 ½。再调一点。",
    },
    "roles.forger.verdict.level": {
        "en": "Level ground: a step gains almost nothing, yet D* still tells you apart. Drag"
        " somewhere else, or add a bump.",
        "zh": "这里坡度几乎是平的：再走一步也没什么收获，但 D* 仍认得出你。"
        "拖到别处，或再加一个峰。",
    },
    "roles.forger.verdict.guess": {
        "en": "★ D can only guess! JSD is below {limit}: even the sharpest detective does little"
        " better than tossing a coin.",
        "zh": "★ D 只能瞎猜了！JSD 已低于 {limit}：再敏锐的侦探也不比抛硬币强多少。",
    },
    "roles.forger.jsd": {"en": "JSD, nats", "zh": "JSD（纳特）"},
    "roles.forger.jsd.goal": {"en": "goal 0", "zh": "目标 0"},
    "roles.forger.value": {"en": "V(D*, G), nats", "zh": "V(D*, G)（纳特）"},
    "roles.forger.value.goal": {"en": "goal −log 4 = {least}", "zh": "目标 −log 4 = {least}"},
    "roles.forger.right": {"en": "D* is right", "zh": "D* 判对"},
    "roles.forger.right.goal": {"en": "goal 50 %: a coin toss", "zh": "目标 50 %：抛硬币"},
    "roles.forger.best": {"en": "your best JSD", "zh": "你的最好成绩"},
    "roles.forger.best.goal": {"en": "on this p_data", "zh": "就这份 p_data 而言"},
    "roles.forger.side": {
        "en": "You want $V$ down, the detective wants it up. Against the best D it is"
        r" $V = -\log\,4 + 2\,\mathrm{JSD}$, so lowering the JSD is all a forger can do.",
        "zh": "你要让 $V$ 变小，侦探要让它变大。面对最优的 D，"
        r"$V = -\log\,4 + 2\,\mathrm{JSD}$，因此造假者能做的只有降低 JSD。",
    },
    "roles.forger.step.note": {
        "en": "The arrow points where D* rises under a bump: there JSD falls. A gradient step"
        " moves place, width and share of every bump a little that way, and is halved where it"
        " would go too far. The real G does it with all its weights, from samples, with a D that"
        " is not quite D* – and never sees the dotted curve. $D^*(x) ="
        r" p_\mathrm{data}(x) / (p_\mathrm{data}(x) + p_\mathrm{model}(x))$; all numbers are sums"
        " over the points of this figure, masses scaled to 1.",
        "zh": "箭头指向峰下方 D* 升高的方向：往那边走 JSD 就变小。一步梯度下降把每个峰的位置、"
        "宽度和份额都朝那边挪一点，走过头就减半。真正的 G 是用自己的全部权重、凭样本、"
        "对着一个还不完全是 D* 的 D 来做这件事的，而且从来看不到那条点线。"
        r"$D^*(x) = p_\mathrm{data}(x) / (p_\mathrm{data}(x) + p_\mathrm{model}(x))$；"
        "所有数字都是对图中各点求和，质量归一。",
    },
    # the detective
    "roles.detective.intro": {
        "en": "Half of the coins are real, half are G's, and the figure shows how common each kind"
        " is at every x. Draw how sure you are that a coin found at x is real: 1 for surely real,"
        " 0 for surely false.",
        "zh": "一半是真币，一半是 G 的假币，图中画出了两者在每个 x 处各有多常见。"
        "请画出你有多确信在 x 处捡到的是真币：1 表示一定真，0 表示一定假。",
    },
    "roles.detective.figure": {
        "en": "p_data, G's p_model and the D you draw; the points move it by keys",
        "zh": "p_data、G 的 p_model 以及你画的 D；也可用按键移动各点",
    },
    "roles.detective.legend.data": {"en": "p_data", "zh": "p_data"},
    "roles.detective.legend.model": {"en": "G's p_model", "zh": "G 的 p_model"},
    "roles.detective.legend.drawn": {"en": "your D", "zh": "你的 D"},
    "roles.detective.legend.best": {"en": "D*, the best D", "zh": "D*，最优的 D"},
    "roles.detective.legend.loss": {"en": "what you lose there", "zh": "你在该处的损失"},
    "roles.detective.point": {"en": "Your D at x = {x}", "zh": "你的 D 在 x = {x} 处"},
    "roles.detective.now": {"en": "{d}; V {value} nats", "zh": "{d}；V 为 {value} 纳特"},
    "roles.detective.bars": {"en": "V in nats, up is good for D", "zh": "V（纳特），越大对 D 越好"},
    "roles.detective.yours": {"en": "your $V$", "zh": "你的 $V$"},
    "roles.detective.most": {"en": "best $V$", "zh": "最大的 $V$"},
    "roles.detective.floor": {"en": "−log 4 = {value} nats", "zh": "−log 4 = {value} 纳特"},
    "roles.detective.reveal": {"en": "Show the best D", "zh": "显示最优的 D"},
    "roles.detective.reset": {"en": "Back to ½", "zh": "回到 ½"},
    "roles.detective.take": {"en": "Take the picture on the screen now", "zh": "取当前画面"},
    "roles.detective.picture": {"en": "G at step {step}", "zh": "第 {step} 步的 G"},
    "roles.detective.picture.off": {
        "en": "G at step {step} ({off} % of it off the screen, left out)",
        "zh": "第 {step} 步的 G（其中 {off} % 在画面之外，不计入）",
    },
    "roles.detective.verdict.start": {
        "en": "½ everywhere is where you start: V = −log 4. Press in the figure and draw your D.",
        "zh": "起点是处处 ½：V = −log 4。在图中按住并画出你的 D。",
    },
    "roles.detective.verdict.some": {
        "en": "You have {share} % of what looking can gain and leave {gap} nats on the table,"
        " most of it near x = {x}: your D is too {wrong} there.",
        "zh": "仔细看所能得到的，你已拿到 {share} %，还差 {gap} 纳特，"
        "主要丢在 x = {x} 附近：你的 D 在那里太{wrong}了。",
    },
    "roles.detective.verdict.worse": {
        "en": "Worse than saying ½ everywhere: somewhere you are sure, and wrong. {gap} nats"
        " are left, most near x = {x}: your D is too {wrong} there.",
        "zh": "还不如处处说 ½：有的地方你很有把握，却判错了。还差 {gap} 纳特，"
        "主要丢在 x = {x} 附近：你的 D 在那里太{wrong}了。",
    },
    "roles.detective.verdict.done": {
        "en": "★ As good as the best D: only {gap} nats are left. No detective gets more out of"
        " this picture.",
        "zh": "★ 和最优的 D 不相上下：只差 {gap} 纳特。对着这幅画面，没有侦探能做得更好。",
    },
    "roles.detective.verdict.nothing": {
        "en": "G's coins are spread like the real ones: there is hardly anything to gain, and ½"
        " everywhere is about as good as D*. {gap} nats are left.",
        "zh": "G 的假币已和真币分布得几乎一样：没什么可多得的了，处处说 ½ 就和 D* 差不多好。"
        "只差 {gap} 纳特。",
    },
    "roles.detective.high": {"en": "high", "zh": "高"},
    "roles.detective.low": {"en": "low", "zh": "低"},
    "roles.detective.side": {
        "en": r"You want $V = E_\mathrm{data}\,\log\,D + E_\mathrm{model}\,\log(1 - D)$ up, the"
        r" forger wants it down. No D gets beyond D*: its $V$ is $-\log\,4 + 2\,\mathrm{JSD}$,"
        " and only the forger can change that.",
        "zh": r"你要让 $V = E_\mathrm{data}\,\log\,D + E_\mathrm{model}\,\log(1 - D)$ 变大，"
        "造假者要让它变小。没有哪个 D 能胜过 D*："
        r"它的 $V$ 是 $-\log\,4 + 2\,\mathrm{JSD}$，只有造假者能改变这个数。",
    },
    "roles.detective.note": {
        "en": "The picture stands still while you draw, whatever the run does. All numbers are sums"
        " over the points of this figure, masses scaled to 1, logarithms natural; your D stays"
        " between {least} and {most}. By keys: Tab to a point of the curve, ↑ ↓ move it, with"
        " Shift finely.",
        "zh": "画的时候画面静止不动，训练照常进行。所有数字都是对图中各点求和，质量归一，"
        "取自然对数；你的 D 保持在 {least} 与 {most} 之间。用键盘：按 Tab 移到曲线上的点，"
        "↑ ↓ 移动它，加 Shift 则微调。",
    },
}

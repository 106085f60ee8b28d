"""Ways to fail, and their cures: what is going on, in two sentences each."""

from gan1d.words.texts import Texts

TEXTS: Texts = {
    "failures.title": {
        "en": "Eight ways to fail, and their cures",
        "zh": "八种失败方式，以及如何修复",
    },
    "failures.about": {
        "en": "Each of them shows itself within {steps} steps – {seconds} seconds at 60 steps a"
        " second – and each has a cure: ● is turned in the failing run, which gets {healing} more"
        " steps; ↺ begins a new run. The buttons are links: copy one to hand it on.",
        "zh": "每一种失败都会在 {steps} 步之内出现（每秒 60 步时为 {seconds} 秒），也都有修复办法："
        "● 直接作用于正在失败的训练，并再给它 {healing} 步；↺ 则重新开始。"
        "按钮就是链接，可以复制后分享。",
    },
    "failures.none": {
        "en": "None of the eight is running. Choose one.",
        "zh": "当前运行的不是这八种失败。请选择一种。",
    },
    "failures.now.failing": {
        "en": "Running. Waiting for the diagnosis “{word}”; JSD {jsd64}.",
        "zh": "正在运行，等待诊断“{word}”；JSD {jsd64}。",
    },
    "failures.now.seen": {
        "en": "It fails: “{word}”, JSD {jsd64}. Now cure it.",
        "zh": "失败已出现：“{word}”，JSD {jsd64}。现在来修复它。",
    },
    "failures.now.gone": {
        "en": "It has failed; now the diagnosis says “{word}”, JSD {jsd64}.",
        "zh": "失败已出现过；现在的诊断是“{word}”，JSD {jsd64}。",
    },
    "failures.now.curing": {
        "en": "The cure is at work: “{word}”, JSD {jsd64}.",
        "zh": "正在修复：“{word}”，JSD {jsd64}。",
    },
    "failures.now.healed": {
        "en": "Healed: “{word}”, JSD {jsd64}.",
        "zh": "已修复：“{word}”，JSD {jsd64}。",
    },
    "failures.differs": {
        "en": "The default recipe, but {changes}",
        "zh": "默认方案，但 {changes}",
    },
    "failures.expect": {"en": "You will see: {word}", "zh": "会看到：{word}"},
    "failures.fail": {"en": "Let it fail", "zh": "让它失败"},
    "failures.fail.of": {"en": "Let it fail: {name}", "zh": "让它失败：{name}"},
    "failures.cure": {"en": "Cure", "zh": "修复"},
    "failures.cure.of": {"en": "Cure: {name}", "zh": "修复：{name}"},
    "failures.turn": {"en": "Cure: {turns}", "zh": "修复：{turns}"},
    "failures.live": {"en": "acts live", "zh": "即时生效"},
    "failures.live.help": {
        "en": "Turned in the failing run, which gets {healing} more steps. If that is not on the"
        " screen, it fails first, for {steps} steps.",
        "zh": "直接作用于正在失败的训练，并再给它 {healing} 步。若屏幕上不是这次训练，则先让它失败"
        " {steps} 步。",
    },
    "failures.again": {"en": "starts again", "zh": "重新开始"},
    "failures.again.help": {
        "en": "A new run from step 0 with the cure in it.",
        "zh": "带着修复办法从第 0 步开始新的训练。",
    },
    "failures.brings": {
        "en": "On ten seeds the median JSD goes from {before} to {after}; last word: {word}.",
        "zh": "十个种子的 JSD 中位数由 {before} 变为 {after}；最后的诊断：{word}。",
    },
    "failures.tiny": {"en": "below 0.0005", "zh": "不到 0.0005"},
    "failures.unseen": {"en": "not seen yet", "zh": "尚未看到"},
    "failures.seen": {
        "en": "seen at step {step}, JSD {jsd64}",
        "zh": "第 {step} 步看到，JSD {jsd64}",
    },
    "failures.unhealed": {"en": "not healed yet", "zh": "尚未修复"},
    "failures.healed": {
        "en": "healed at step {step}, JSD {jsd64}",
        "zh": "第 {step} 步修复，JSD {jsd64}",
    },
    "failures.collapse": {"en": "Mode collapse", "zh": "模式坍塌"},
    "failures.collapse.why": {
        "en": "Nothing limits D's slope here: D turns into a cliff between the two humps, and all z"
        " run to the side it favours at the moment. R1 and R2 make D pay for its slope, so its"
        " advice stays gentle and G has the time to fill both.",
        "zh": "这里 D 的斜率不受任何限制：D 在两个峰之间变成悬崖，所有 z 都涌向它此刻偏爱的一侧。"
        "R1 和 R2 让 D 为斜率付出代价，它的建议因而平缓，G 才来得及填满两个峰。",
    },
    "failures.vanishing": {"en": "Vanishing gradient", "zh": "梯度消失"},
    "failures.vanishing.why": {
        "en": r"G starts four standard deviations away, and D is soon sure: $D(G(z)) \approx 0$."
        r" There $\log\,(1 - D(G(z)))$ is flat and G hardly moves, while $-\log\,D(G(z))$ wants"
        " the same and is steep.",
        "zh": r"G 的起点在四个标准差之外，D 很快就十分确信：$D(G(z)) \approx 0$。此处"
        r" $\log\,(1 - D(G(z)))$ 是平的，G 几乎不动；而 $-\log\,D(G(z))$ 目标相同，却很陡。",
    },
    "failures.cycling": {"en": "Going in circles", "zh": "来回循环"},
    "failures.cycling.why": {
        "en": "G overshoots the data, D turns round and drives it back, again and again: each"
        " answers the other and neither gets nearer. R1 lets D's slope fade and works like"
        " friction; the Dirac-GAN further down shows why, in two numbers.",
        "zh": "G 冲过数据，D 掉头把它赶回来，如此反复：双方互相回应，却都没有更近。R1 使 D 的斜率"
        "逐渐衰减，作用如同摩擦；页面下方的 Dirac-GAN 用两个数说明了原因。",
    },
    "failures.blind": {"en": "Blind D: ½, and yet wrong", "zh": "D 失明：D = ½，却是错的"},
    "failures.blind.why": {
        "en": "So heavy a penalty forbids D any slope. It says ½ everywhere, as at the end of the"
        " game, but only because it cannot say anything else: ½ counts only from a D that would"
        " see a difference, which is why JSD stands beside it.",
        "zh": "惩罚如此之重，D 不能有任何斜率。它处处回答 ½，像博弈结束时那样，但只是因为它说不出"
        "别的：只有能看出差别的 D 说 ½ 才算数，所以旁边总要有 JSD。",
    },
    "failures.strong": {"en": "D too strong", "zh": "D 过强"},
    "failures.strong.why": {
        "en": "G learns a thousand times more slowly than D, which soon tells every point apart"
        " while p_model has hardly moved. Give G a rate of the same order, and each has time to"
        " answer the other.",
        "zh": "G 的学习率只有 D 的千分之一：D 很快就能分清每一个点，而 p_model 几乎没有移动。给 G"
        " 同一量级的学习率，双方才来得及互相回应。",
    },
    "failures.explosion": {"en": "Explosion", "zh": "爆炸"},
    "failures.explosion.why": {
        "en": "Adam moves every weight by about its rate, whatever the gradient: with a rate of 1,"
        " G is off beyond the horizon in a few steps, and there D has nothing to tell it. Nothing"
        " brings these nets back; smaller steps from the start do.",
        "zh": "无论梯度多大，Adam 每步使每个权重移动约一个学习率：学习率为 1 时，G 几步就飞出视野，"
        "在那里 D 给不出任何指引。这些网络已无法挽回，只能从头用小步训练。",
    },
    "failures.small": {"en": "A network too small", "zh": "网络太小"},
    "failures.small.why": {
        "en": "One unit gives D a single step: it can tell left from right, but not two humps from"
        " the gap between them. It ends at ½ because it cannot draw the difference, and G is told"
        " nothing; 128 units can, but new nets mean a new run.",
        "zh": "一个单元只给 D 一级台阶：它能分出左右，却分不出两个峰和中间的空隙。它停在 ½，是因为"
        "画不出差别，G 也就得不到指引；128 个单元可以，但换网络就要重新训练。",
    },
    "failures.adam": {"en": "Adam with beta1 = 0.9", "zh": "beta1 = 0.9 的 Adam"},
    "failures.adam.why": {
        "en": "Nine tenths of the last direction live on, so both players still run where the"
        " other was ten steps ago, and overshoot. With 0.5 the memory is two steps long, and the"
        " swing dies down.",
        "zh": "上一步的方向保留九成，双方仍在奔向对方大约十步之前的位置，于是冲过头。取 0.5"
        " 时记忆只有两步左右，摆动便平息下来。",
    },
}

"""What D tells each sample: the teacher's advice."""

from gan1d.words.texts import Texts

TEXTS: Texts = {
    "advice.title": {
        "en": "How D teaches G",
        "zh": "D 怎样教 G",
    },
    "advice.intro": {
        "en": "G never sees the data. All it learns about a sample $x = G(z)$ comes from D:"
        " which way to move, and how urgently. That is minus the slope of G's loss at the"
        " sample, its push:",
        "zh": "G 从来看不到真实数据。对自己的样本 $x = G(z)$ 它只能听 D 的：该往哪边移，有多迫"
        "切。这就是 G 的损失在该样本处斜率的相反数，即推力：",
    },
    "advice.push.minimax": {
        "en": r"$-\frac{\partial L_G}{\partial x} = D(x)\,d'(x)$ – the paper's loss; $D ="
        r" \sigma(d)$, and $d'$ is the slope of the logit $d$.",
        "zh": r"$-\frac{\partial L_G}{\partial x} = D(x)\,d'(x)$ —— 论文中的损失；"
        r"$D = \sigma(d)$，$d'$ 是 logit $d$ 的斜率。",
    },
    "advice.push.non-saturating": {
        "en": r"$-\frac{\partial L_G}{\partial x} = (1 - D(x))\,d'(x)$ – the non-saturating"
        r" loss; $D = \sigma(d)$, and $d'$ is the slope of the logit $d$.",
        "zh": r"$-\frac{\partial L_G}{\partial x} = (1 - D(x))\,d'(x)$ —— 非饱和损失；"
        r"$D = \sigma(d)$，$d'$ 是 logit $d$ 的斜率。",
    },
    "advice.push.least-squares": {
        "en": r"$-\frac{\partial L_G}{\partial x} = 2\,(1 - D(x))\,D'(x)$ – least squares; here"
        " $D$ is D's raw output itself.",
        "zh": r"$-\frac{\partial L_G}{\partial x} = 2\,(1 - D(x))\,D'(x)$ —— 最小二乘；这里 $D$ "
        "就是判别器的原始输出。",
    },
    "advice.push.hinge": {
        "en": r"$-\frac{\partial L_G}{\partial x} = d'(x)$ – hinge: the slope of the critic's"
        " score $d$, whatever the score.",
        "zh": r"$-\frac{\partial L_G}{\partial x} = d'(x)$ —— hinge：评论家分数 $d$ 的斜率，与分"
        "数高低无关。",
    },
    "advice.push.wgan": {
        "en": r"$-\frac{\partial L_G}{\partial x} = d'(x)$ – Wasserstein: the slope of the"
        " critic's score $d$, whatever the score.",
        "zh": r"$-\frac{\partial L_G}{\partial x} = d'(x)$ —— Wasserstein：评论家分数 $d$ 的斜率"
        "，与分数高低无关。",
    },
    "advice.push.wgan-gp": {
        "en": r"$-\frac{\partial L_G}{\partial x} = d'(x)$ – Wasserstein with a gradient"
        " penalty: the slope of the critic's score $d$, whatever the score.",
        "zh": r"$-\frac{\partial L_G}{\partial x} = d'(x)$ —— 带梯度惩罚的 Wasserstein：评论家分"
        "数 $d$ 的斜率，与分数高低无关。",
    },
    "advice.push.relativistic": {
        "en": r"$-\frac{\partial L_G}{\partial x} = "
        r"\mathbb{E}_{x_r}[\sigma(d(x_r) - d(x))]\,d'(x)$ – relativistic: each sample is"
        " compared with real $x_r$.",
        "zh": r"$-\frac{\partial L_G}{\partial x} = "
        r"\mathbb{E}_{x_r}[\sigma(d(x_r) - d(x))]\,d'(x)$ —— 相对式：每个样本都与真实的 $x_r$ 相"
        "比。",
    },
    "advice.samples": {
        "en": "Samples of G, by z",
        "zh": "G 的样本，按 z 排列",
    },
    "advice.sample.name": {
        "en": "sample {number} of {count}, z = {z}",
        "zh": "第 {number} 个样本，共 {count} 个，z = {z}",
    },
    "advice.caption": {
        "en": "One row for each z; the dot is its sample, the arrow {scale} × its push. Behind"
        " them D(x), dashed, and p_data, dotted. Choose a sample: click, or arrow keys.",
        "zh": "每行对应一个 z：圆点是它的样本，箭头长度 = {scale} × 推力。背景：虚线为 D(x)，点"
        "线为 p_data。点击或用方向键选择样本。",
    },
    "advice.card": {
        "en": "The chosen sample",
        "zh": "所选样本",
    },
    "advice.sample.is": {
        "en": "Sample {number} of {count}: z = {z}, x = G(z) = {x}",
        "zh": "第 {number} 个样本（共 {count} 个）：z = {z}，x = G(z) = {x}",
    },
    "advice.gives": {
        "en": "D gives it {d}.",
        "zh": "D 给它 {d}。",
    },
    "advice.scores": {
        "en": "A critic gives no probability; D's score for it is {d}.",
        "zh": "评论家不给概率；D 给它的分数是 {d}。",
    },
    "advice.move": {
        "en": " To reach {more} it must move by {move} (by the slope of D alone: {linear}).",
        "zh": "要升到 {more}，它必须移动 {move}（仅按 D 在此处的斜率估计：{linear}）。",
    },
    "advice.falls": {
        "en": " For {more} D has no better place near: uphill it reaches {top}, then falls again.",
        "zh": "但附近没有能让 D 给出 {more} 的位置：沿上坡方向最高只到 {top}，之后又下降。",
    },
    "advice.edge": {
        "en": " For {more} D has no better place on the screen: uphill it only reaches {top}.",
        "zh": "但画面内没有能让 D 给出 {more} 的位置：沿上坡方向最高只到 {top}。",
    },
    "advice.off": {
        "en": " It lies off the screen; by the slope of D alone it must move by {linear} to"
        " reach {more}.",
        "zh": "它在画面之外；仅按 D 在此处的斜率估计，要升到 {more} 需移动 {linear}。",
    },
    "advice.flat": {
        "en": " D has no better place near: around here it does not rise.",
        "zh": "附近没有让 D 更满意的位置：D 在这里不再上升。",
    },
    "advice.shape.sample": {
        "en": "sample $x$",
        "zh": "样本 $x$",
    },
    "advice.shape.advice": {
        "en": r"gradient $-\frac{\partial L_G}{\partial x}$",
        "zh": r"梯度 $-\frac{\partial L_G}{\partial x}$",
    },
    "advice.shape.note": {
        "en": "The advice has the shape of the sample. Here a sample is one number, and so is"
        " the advice; an image of {side} × {side} pixels is {count} numbers and gets {count}:"
        " for every pixel, brighter or darker, and how much.",
        "zh": "建议与样本形状相同。这里样本是一个数，建议也是一个数；一幅 {side} × {side} 像素"
        "的图像是 {count} 个数，得到的建议也是 {count} 个数：每个像素该调亮还是调暗，调多少。",
    },
    "advice.step.title": {
        "en": "From advice to weights",
        "zh": "从建议到权重",
    },
    "advice.step.text": {
        "en": r"G cannot push its samples one by one: all it has are its weights $\theta$. The"
        r" chain rule carries the advice on to them: $\frac{\partial L_G}{\partial \theta} ="
        r" \mathbb{E}_z\left[\frac{\partial L_G}{\partial x}\,\frac{\partial G(z)}{\partial"
        r" \theta}\right]$. Where do the samples really go?",
        "zh": r"G 无法逐个推动样本，它能改的只有权重 $\theta$。链式法则把建议继续传到权重上："
        r"$\frac{\partial L_G}{\partial \theta} = "
        r"\mathbb{E}_z\left[\frac{\partial L_G}{\partial x}"
        r"\,\frac{\partial G(z)}{\partial \theta}\right]$。样本实际会移到哪里？",
    },
    "advice.step.go": {
        "en": "One step of G (G)",
        "zh": "G 走一步（G）",
    },
    "advice.step.asked": {
        "en": "asked by D",
        "zh": "D 的要求",
    },
    "advice.step.moved": {
        "en": "moved by G",
        "zh": "G 的实际移动",
    },
    "advice.step.none": {
        "en": "After a step of G alone the bars compare, for each sample, what D asked with how"
        " far it moved (up: to larger x).",
        "zh": "G 单独走一步之后，这里用柱形逐个样本对比：D 要求的与实际移动的（向上：x 变大）。",
    },
    "advice.step.said": {
        "en": "{same} of {count} samples moved the way D asked; correlation {correlation}. The"
        " bars of D are drawn to the same mean length as the moves: {scale} × push.",
        "zh": "{count} 个样本中有 {same} 个按 D 的要求移动；相关系数 {correlation}。D 的柱形已"
        "缩放到与实际移动相同的平均长度：{scale} × 推力。",
    },
    "advice.step.still": {
        "en": "G has hardly moved: too little to compare. Its learning rate or D's slope is"
        " almost 0.",
        "zh": "G 几乎没动，无从比较：它的学习率或 D 的斜率几乎为 0。",
    },
    "advice.step.why": {
        "en": "Why the two differ:",
        "zh": "两者为何不同：",
    },
    "advice.why.shared": {
        "en": "All samples share the weights: a step moves them together, neighbours in z above"
        " all.",
        "zh": "所有样本共用同一组权重：一步会牵动全部样本，z 相近的尤其如此。",
    },
    "advice.why.batch": {
        "en": "The step was taken on {count} random z, not on these 21.",
        "zh": "这一步用的是 {count} 个随机的 z，而不是图中这 21 个。",
    },
    "advice.why.adam": {
        "en": "Adam sets the step of every weight by itself and remembers earlier gradients.",
        "zh": "Adam 为每个权重单独调节步长，还记着先前的梯度。",
    },
    "advice.why.rmsprop": {
        "en": "RMSprop sets the step of every weight by itself.",
        "zh": "RMSprop 为每个权重单独调节步长。",
    },
    "advice.why.sgd": {
        "en": "Momentum carries earlier gradients on.",
        "zh": "动量会延续先前的梯度。",
    },
    "advice.why.fold": {
        "en": "The penalty on folds of G has a say, too, where G falls.",
        "zh": "G 若有下降的地方，折叠惩罚也会施加影响。",
    },
    "advice.why.noise": {
        "en": "In training D sees the samples with noise added; here without.",
        "zh": "训练时 D 看到的样本加了噪声，这里没有。",
    },
    "advice.starve.title": {
        "en": "When the advice runs dry",
        "zh": "建议枯竭的时候",
    },
    "advice.starve.text": {
        "en": "Both losses of the original game point the same way, along $d'$. But where D is"
        r" sure of a fake, $D(x) \approx 0$, the factor of the paper's loss, $D(x)$, starves G;"
        " that of the non-saturating one, $1 - D(x)$, stays near 1.",
        "zh": "原始博弈的两种 G 损失方向一致，都沿 $d'$。但当 D 确信样本是假的，即 $D(x)"
        r" \approx 0$ 时，论文损失的系数 $D(x)$ 趋于 0，G 学不到东西；非饱和损失的系数 $1 -"
        " D(x)$ 则仍接近 1。",
    },
    "advice.size.minimax": {
        "en": r"the paper: mean $|D\,d'|$",
        "zh": r"论文：$|D\,d'|$ 的均值",
    },
    "advice.size.non-saturating": {
        "en": r"non-saturating: mean $|(1 - D)\,d'|$",
        "zh": r"非饱和：$|(1 - D)\,d'|$ 的均值",
    },
    "advice.starve.now": {
        "en": "On average D gives these samples {mean}: the paper's push is {ratio} times the"
        " non-saturating one. At D = ½ both are equal.",
        "zh": "D 给这些样本的平均值是 {mean}：论文的推力是非饱和推力的 {ratio} 倍。D = ½ 时二者"
        "相等。",
    },
    "advice.starve.other": {
        "en": "D plays another game now, and its output is not this logit. Choose one of the"
        " two losses to compare.",
        "zh": "D 现在进行的是另一种博弈，它的输出不是这里的 logit。请选择两种损失之一再比较。",
    },
    "advice.try.minimax": {
        "en": "Train G with the paper's loss",
        "zh": "用论文损失训练 G",
    },
    "advice.try.non-saturating": {
        "en": "Train G with the non-saturating loss",
        "zh": "用非饱和损失训练 G",
    },
    "advice.starve.try": {
        "en": "Try it: start again with D alone and γ = 0, and D grows sure. Then switch G's"
        " loss and watch the arrows, or take a step of G.",
        "zh": "试一试：令 γ = 0，从头开始只训练 D，它会越来越有把握。然后切换 G 的损失看箭头如"
        "何变化，或让 G 走一步。",
    },
    "advice.try.sure": {
        "en": "Start again: D alone, γ = 0",
        "zh": "重新开始：只训练 D，γ = 0",
    },
    "advice.try.alone": {
        "en": "D alone: {count} more updates",
        "zh": "D 再单独学 {count} 次",
    },
}

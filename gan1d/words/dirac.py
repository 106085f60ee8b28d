"""The Dirac-GAN: two numbers that play against each other."""

from gan1d.words.texts import Texts

TEXTS: Texts = {
    "dirac.title": {
        "en": "The Dirac-GAN: the whole game in two numbers",
        "zh": "Dirac-GAN：两个数的完整博弈",
    },
    "dirac.about": {
        "en": r"""
All data are one point at 0, p_model is one point at $\theta$, and D has one number, too:
$D(x) = \sigma(\psi x)$. G moves $\theta$ downhill and D moves $\psi$ uphill on
$V(\theta, \psi) = \log \sigma(0) + \log\,(1 - \sigma(\psi\theta))$, where R1 takes
$\frac{\gamma}{2}\psi^2$ off what D gains. The game is over at $(0, 0)$, where $D(x) = \frac12$ –
but only some ways of training ever get there.
""",
        "zh": r"""
全部数据就是 0 这一个点，p_model 是 $\theta$ 这一个点，D 也只有一个数：$D(x) = \sigma(\psi x)$。
在 $V(\theta, \psi) = \log \sigma(0) + \log\,(1 - \sigma(\psi\theta))$ 上，G 让 $\theta$ 下坡，
D 让 $\psi$ 上坡；R1 从 D 的收益中扣去 $\frac{\gamma}{2}\psi^2$。
博弈的终点是 $(0, 0)$，那里 $D(x) = \frac12$，但只有某些训练方式真能到达。
""",
    },
    "dirac.try": {"en": "Try this", "zh": "试一试"},
    "dirac.try.simultaneous": {"en": "Simultaneous, no R1", "zh": "同时更新，无 R1"},
    "dirac.try.alternating": {"en": "Alternating, no R1", "zh": "交替更新，无 R1"},
    "dirac.try.r1": {"en": "Alternating with R1", "zh": "交替更新，加 R1"},
    "dirac.order": {"en": "Updates", "zh": "更新方式"},
    "dirac.order.help": {
        "en": "Simultaneous: both move from where they are. Alternating: D first, and G answers"
        " the new D, as in Algorithm 1.",
        "zh": "同时：双方从各自当前的位置同时移动。交替：D 先动，G 回应新的 D，与算法 1 相同。",
    },
    "dirac.simultaneous": {"en": "simultaneous", "zh": "同时"},
    "dirac.alternating": {"en": "alternating", "zh": "交替"},
    "dirac.gamma": {"en": "γ, weight of R1", "zh": "γ（R1 的权重）"},
    "dirac.step": {"en": "Step size h", "zh": "步长 h"},
    "dirac.count": {"en": "Updates to show", "zh": "显示的更新次数"},
    "dirac.theta": {"en": "Start: θ", "zh": "起点：θ"},
    "dirac.psi": {"en": "Start: ψ", "zh": "起点：ψ"},
    "dirac.verdict.out": {"en": "It spirals out.", "zh": "向外盘旋。"},
    "dirac.verdict.orbit": {"en": "It orbits for ever.", "zh": "永远绕圈。"},
    "dirac.verdict.in": {"en": "It spirals in.", "zh": "向内盘旋。"},
    "dirac.verdict.straight-in": {"en": "It goes straight in.", "zh": "直接收敛，不再旋转。"},
    "dirac.verdict.straight-out": {"en": "It runs straight out.", "zh": "直接发散。"},
    "dirac.eigenvalues": {
        "en": "Near the end, one update multiplies the distance by |μ| = {modulus} ({moduli}). The"
        " flow it follows has the eigenvalues {flow}: {turns}.",
        "zh": "在终点附近，每次更新使距离乘以 |μ| = {modulus}（{moduli}）。它所跟随的流的特征值为"
        " {flow}：{turns}。",
    },
    "dirac.above": {"en": "above 1", "zh": "大于 1"},
    "dirac.equal": {"en": "exactly 1", "zh": "恰为 1"},
    "dirac.below": {"en": "below 1", "zh": "小于 1"},
    "dirac.complex": {"en": "a complex pair, so it turns", "zh": "一对共轭复数，所以会旋转"},
    "dirac.real": {"en": "real, so it does not turn", "zh": "实数，所以不旋转"},
    "dirac.formula": {
        "en": r"Eigenvalues of the flow: $\lambda = \frac{-\gamma \pm \sqrt{\gamma^2 - 1}}{2}$. A"
        r" simultaneous update has $\mu = 1 + h\lambda$; without R1 that is"
        r" $|\mu| = \sqrt{1 + h^2/4} > 1$, however small $h$. Alternating updates have $|\mu| = 1$"
        r" without R1 and $|\mu| = \sqrt{1 - h\gamma}$ as long as they turn.",
        "zh": r"流的特征值：$\lambda = \frac{-\gamma \pm \sqrt{\gamma^2 - 1}}{2}$。同时更新时"
        r" $\mu = 1 + h\lambda$；没有 R1 时 $|\mu| = \sqrt{1 + h^2/4} > 1$，$h$ 再小也一样。"
        r"交替更新在没有 R1 时 $|\mu| = 1$，有 R1 且仍在旋转时 $|\mu| = \sqrt{1 - h\gamma}$。",
    },
    "dirac.stage": {
        "en": "On the big stage this is γ, the knob below the picture: [let a GAN go in circles]"
        "({fail}), then turn γ up, or [see it cured]({cure}). Source: Mescheder, Geiger, Nowozin"
        " 2018, [arXiv 1801.04406](https://arxiv.org/abs/1801.04406), whose ψ is −ψ here.",
        "zh": "在上方的大舞台上，这就是图下方的旋钮 γ：[让一个 GAN 来回循环]({fail})，再把 γ 调大，"
        "或[看它被修复]({cure})。来源：Mescheder、Geiger、Nowozin 2018，"
        "[arXiv 1801.04406](https://arxiv.org/abs/1801.04406)，文中的 ψ 即此处的 −ψ。",
    },
    "dirac.axis.theta": {"en": "θ: where the model is", "zh": "θ：模型所在位置"},
    "dirac.axis.psi": {"en": "ψ: slope of D", "zh": "ψ：D 的斜率"},
    "dirac.axis.updates": {"en": "updates", "zh": "更新次数"},
    "dirac.axis.distance": {"en": "distance from (0, 0)", "zh": "到 (0, 0) 的距离"},
    "dirac.path": {"en": "path", "zh": "轨迹"},
    "dirac.start": {"en": "start", "zh": "起点"},
    "dirac.end": {"en": "equilibrium", "zh": "均衡点"},
    "dirac.last": {"en": "now", "zh": "当前"},
}

"""Algorithm 1 in slow motion: its lines, their gradients, and what each of them does."""

from gan1d.words.texts import Texts


def _gradient(player: str, *terms: str) -> dict[str, str]:
    """Return the gradient of a mean over a minibatch; a line may break between the terms."""
    start = rf"\nabla_{{\theta_{player}}}\,\frac{{1}}{{m}}\sum_{{i=1}}^{{m}}\,"
    text = " ".join(f"${term}$" for term in (start + terms[0], *terms[1:]))
    return {"en": text, "zh": text}


_CROSS_ENTROPY = (r"[\log\,D(x_i)", r"+\,\log\,(1 - D(G(z_i)))]")
_SCORE = r"d(G(z_i))"

TEXTS: Texts = {
    "algorithm.title": {"en": "Algorithm 1, line by line", "zh": "逐行执行算法 1"},
    "algorithm.next": {"en": "Next line", "zh": "下一行"},
    "algorithm.next.help": {
        "en": "Go to the next line; lines that update a network really do it",
        "zh": "走到下一行；更新网络的行会真的执行",
    },
    "algorithm.walk": {"en": "Walk", "zh": "自动走"},
    "algorithm.walk.help": {"en": "Line after line by itself", "zh": "自动逐行执行"},
    "algorithm.stop": {"en": "Stop walking", "zh": "停下"},
    "algorithm.pace": {"en": "Pace", "zh": "快慢"},
    "algorithm.pace.slow": {"en": "slow", "zh": "慢"},
    "algorithm.pace.medium": {"en": "medium", "zh": "中"},
    "algorithm.pace.fast": {"en": "fast", "zh": "快"},
    "algorithm.head": {
        "en": "Again and again, one step each time (steps done: {step} of {steps})",
        "zh": "反复进行，每次一步（已完成 {step} / {steps} 步）",
    },
    "algorithm.loop": {"en": "k = {k} times:", "zh": "做 k = {k} 次："},
    "algorithm.loop.at": {
        "en": "k = {k} times: (update {turn} of {k})",
        "zh": "做 k = {k} 次：（第 {turn} / {k} 次更新）",
    },
    "algorithm.noise-d": {
        "en": "draw m = {m} noise values $z_i$ ({prior}{sampling})",
        "zh": "抽取 m = {m} 个噪声 $z_i$（{prior}{sampling}）",
    },
    "algorithm.data": {
        "en": "draw m = {m} points of data $x_i$ from p_data",
        "zh": "从 p_data 抽取 m = {m} 个真实数据点 $x_i$",
    },
    "algorithm.noise-g": {
        "en": "draw m = {m} fresh noise values $z_i$ ({prior}{sampling})",
        "zh": "重新抽取 m = {m} 个噪声 $z_i$（{prior}{sampling}）",
    },
    "algorithm.stratified": {"en": ", evenly spread", "zh": "，均匀分层"},
    "algorithm.update-d.up": {
        "en": "update D: one step up the gradient of V",
        "zh": "更新 D：沿 V 的梯度上升一步",
    },
    "algorithm.update-d.down": {
        "en": "update D: one step down the gradient of its loss ({loss}, not the paper's)",
        "zh": "更新 D：沿其损失的梯度下降一步，损失为{loss}，不是论文的",
    },
    "algorithm.update-g.down": {
        "en": "update G: one step down this gradient (loss: {loss})",
        "zh": "更新 G：沿此梯度下降一步，损失为{loss}",
    },
    "algorithm.update-g.up": {
        "en": "update G: one step up this gradient (loss: {loss}, not the one in Algorithm 1)",
        "zh": "更新 G：沿此梯度上升一步，损失为{loss}，不是算法 1 中的那个",
    },
    "algorithm.gradient-d.minimax": _gradient("D", *_CROSS_ENTROPY),
    "algorithm.gradient-d.non-saturating": _gradient("D", *_CROSS_ENTROPY),
    "algorithm.gradient-d.least-squares": _gradient("D", r"[(D(x_i) - 1)^2", r"+\,D(G(z_i))^2]"),
    "algorithm.gradient-d.hinge": _gradient(
        "D", r"[\max(0, 1 - d(x_i))", rf"+\,\max(0, 1 + {_SCORE})]"
    ),
    "algorithm.gradient-d.wgan": _gradient("D", rf"[{_SCORE} - d(x_i)]"),
    "algorithm.gradient-d.wgan-gp": _gradient("D", rf"[{_SCORE} - d(x_i)]"),
    "algorithm.gradient-d.relativistic": _gradient("D", rf"\log\,(1 + e^{{{_SCORE} - d(x_i)}})"),
    "algorithm.gradient-g.minimax": _gradient("G", r"\log\,(1 - D(G(z_i)))"),
    "algorithm.gradient-g.non-saturating": _gradient("G", r"\log\,D(G(z_i))"),
    "algorithm.gradient-g.least-squares": _gradient("G", r"(D(G(z_i)) - 1)^2"),
    "algorithm.gradient-g.hinge": _gradient("G", _SCORE),
    "algorithm.gradient-g.wgan": _gradient("G", _SCORE),
    "algorithm.gradient-g.wgan-gp": _gradient("G", _SCORE),
    "algorithm.gradient-g.relativistic": _gradient("G", rf"\log\,(1 + e^{{d(x_i) - {_SCORE}}})"),
    "algorithm.how": {"en": "by {optimiser}", "zh": "优化器：{optimiser}"},
    "algorithm.plus": {"en": ", plus {extras}", "zh": "；另加：{extras}"},
    "algorithm.and": {"en": ", ", "zh": "、"},
    "algorithm.slope": {
        "en": "slope penalties (γ = {real} on data, {fake} on G(z))",
        "zh": "斜率惩罚（真实数据上 γ = {real}，G(z) 上 {fake}）",
    },
    "algorithm.gp": {"en": "gradient penalty (λ = {lambda})", "zh": "梯度惩罚（λ = {lambda}）"},
    "algorithm.fold": {"en": "fold penalty ({fold})", "zh": "折叠惩罚（{fold}）"},
    "algorithm.noise": {
        "en": "noise on all that D sees (sd {noise})",
        "zh": "D 的输入加噪声（标准差 {noise}）",
    },
    "algorithm.numbers": {
        "en": "rate {rate} · loss {loss}",
        "zh": "学习率 {rate} · 损失 {loss}",
    },
    "algorithm.v": {"en": "V {before} → {after}", "zh": "V {before} → {after}"},
    "algorithm.means": {
        "en": "Now: mean D(x) {real} on data, mean D(G(z)) {fake}",
        "zh": "现在：D(x) 均值 {real}，D(G(z)) 均值 {fake}",
    },
    "algorithm.note.start": {
        "en": "Nothing has run yet: both networks are as they were drawn. Press “Next line”.",
        "zh": "还什么都没执行：两个网络都是随机的初始状态。请按“下一行”。",
    },
    "algorithm.note.all": {
        "en": "One picture is one whole step: all lines ran, D's {k} times. “Next line” takes the"
        " next step apart.",
        "zh": "一个画面就是完整的一步：所有行都执行过，其中 D 的部分执行 {k} 次。"
        "按“下一行”可把下一步拆开看。",
    },
    "algorithm.note.noise-d": {
        "en": "Noise is drawn and G turns it into fakes for D to judge. Nothing is learnt yet.",
        "zh": "抽取噪声，G 把它变成假样本交给 D 判断。此时还没有学习。",
    },
    "algorithm.note.data": {
        "en": "As many real points join them. D is about to be asked which are which.",
        "zh": "再抽取同样多的真实数据点。D 即将判断哪些真、哪些假。",
    },
    "algorithm.note.update-d": {
        "en": "D has moved, G and p_model stand still. D has had its {k} updates of this step: G is"
        " next.",
        "zh": "D 动了，G 与 p_model 未动。这一步中 D 的 {k} 次更新已做完，接下来轮到 G。",
    },
    "algorithm.note.update-d.again": {
        "en": "D has moved, G and p_model stand still. That was update {updates} of {k}: D goes"
        " round once more.",
        "zh": "D 动了，G 与 p_model 未动。这是第 {updates} / {k} 次更新：D 再来一轮。",
    },
    "algorithm.note.more": {
        "en": "D has had {updates} updates in a row; Algorithm 1 would have stopped at k = {k}.",
        "zh": "D 已连续更新 {updates} 次；按算法 1，到 k = {k} 次就该停。",
    },
    "algorithm.note.noise-g": {
        "en": "Fresh noise for G: it is about to ask D where these samples should go.",
        "zh": "为 G 重新抽取噪声：它即将询问 D，这些样本该往哪里移。",
    },
    "algorithm.note.update-g": {
        "en": "G has moved, so p_model has, too; D stands still. The step is done.",
        "zh": "G 动了，p_model 也随之改变；D 未动。这一步完成。",
    },
    "algorithm.note.rewound": {
        "en": "You have gone back in the run. “Next line” first returns to the newest step.",
        "zh": "你已回到较早的步。按“下一行”会先回到最新一步。",
    },
    "algorithm.simultaneous": {
        "en": "Order: simultaneous. In a whole step of this run, G's gradient is taken before D"
        " moves. Line by line, D moves first, as in the paper.",
        "zh": "顺序：同时更新。在这个训练的完整一步中，G 的梯度在 D 移动之前计算；"
        "逐行执行时则和论文一样，D 先动。",
    },
    "algorithm.about": {
        "en": "The keys D and G do single updates, too, in any order: the listing says where they"
        " lead.",
        "zh": "按键 D 和 G 也能以任意次序做单次更新：上面的列表会指出走到了哪里。",
    },
}

"""The value function, its two terms, and the two gaps between V and -log 4."""

from gan1d.words.texts import Texts


def _formula(latex: str) -> dict[str, str]:
    return {"en": f"${latex}$", "zh": f"${latex}$"}


_DATA = r"\mathbb{E}_{x \sim p_{\text{data}}}[\log\,D(x)]"
_NOISE = r"\mathbb{E}_{z \sim p_z}[\log\,(1 - D(G(z)))]"

TEXTS: Texts = {
    "value.title": {"en": "One number, two players", "zh": "一个数，两个玩家"},
    "value.sum": {"en": "V and its two terms now", "zh": "V 及其两项的当前值"},
    "value.value": _formula(r"\min_G\,\max_D\,V(D, G)"),
    "value.value_real": _formula(_DATA),
    "value.value_fake": _formula(_NOISE),
    "value.value.wish": {"en": "D wants it ↑, G wants it ↓", "zh": "D 要它 ↑，G 要它 ↓"},
    "value.value_real.wish": {
        "en": "D ↑: say “data” to data. G has no say.",
        "zh": "D ↑：把真实数据判为真。G 无法影响。",
    },
    "value.value_fake.wish": {
        "en": "D ↑: say “made by G” to G(z). G ↓.",
        "zh": "D ↑：把 G(z) 判为假。G ↓。",
    },
    "value.note.minimax": {
        "en": "This run plays exactly this game: D climbs V, G goes down the second term.",
        "zh": "当前训练就是这个博弈本身：D 让 V 上升，G 让第二项下降。",
    },
    "value.note.non-saturating": {
        "en": r"D climbs V. Instead of going down $\mathbb{E}[\log\,(1 - D(G(z)))]$, G climbs"
        r" $\mathbb{E}[\log\,D(G(z))]$: the same wish, with a slope that is still there when D is"
        " sure.",
        "zh": r"D 让 V 上升。G 并不降低 $\mathbb{E}[\log\,(1 - D(G(z)))]$，而是提高"
        r" $\mathbb{E}[\log\,D(G(z))]$：愿望相同，但在 D 十分确信时仍有梯度。",
    },
    "value.note.relativistic": {
        "en": "This loss only compares pairs, so it knows D up to a constant; V is read with the"
        " constant that makes D one half on average.",
        "zh": "这种损失只比较成对的样本，D 只确定到相差一个常数；这里取使 D 平均为二分之一的常数"
        "来读出 V。",
    },
    "value.note.none": {
        "en": "The loss in use plays another game.",
        "zh": "当前使用的损失是另一种博弈。",
    },
    "value.none": {
        "en": "V needs a D that says a probability strictly between 0 and 1; with this loss D gives"
        " a score instead. Choose a loss that has a V; it acts on the networks as they are:",
        "zh": "V 要求 D 输出严格介于 0 与 1 之间的概率；在这种损失下 D 给出的只是分数。请选择有 V"
        " 的损失（直接作用于当前网络）：",
    },
    "value.minimax": {"en": "The paper's loss (minimax)", "zh": "论文的损失（极小极大）"},
    "value.non-saturating": {"en": "The non-saturating loss", "zh": "非饱和损失"},
    "value.ladder": {
        "en": "V, C of G and minus log 4 on one axis of nats; the numbers are in the sentences"
        " below.",
        "zh": "V、C(G) 与 −log 4 在同一条纳特数轴上的位置；具体数值见下面的句子。",
    },
    "value.mark.end": {"en": "−log 4: the end", "zh": "−log 4：终点"},
    "value.mark.cost": {"en": "C(G): V of the best D", "zh": "C(G)：最优 D 的 V"},
    "value.mark.value": {"en": "V now", "zh": "当前 V"},
    "value.gap.g": {"en": "gap of G: 2 JSD = {gap}", "zh": "G 的差距：2 JSD = {gap}"},
    "value.gap.d": {"en": "gap of D: C(G) − V = {gap}", "zh": "D 的差距：C(G) − V = {gap}"},
    "value.nats": {"en": "nats", "zh": "纳特"},
    "value.state": {
        "en": "D is {gap_d} nats below the best D there could be against this G. G is {gap_g} nats"
        " away from the data.",
        "zh": "D 比面对当前 G 的最优 D 低 {gap_d} 纳特；G 离数据还差 {gap_g} 纳特。",
    },
    "value.identity": {
        "en": r"So V is made of two gaps that pull in opposite directions:"
        r" $V = -\log\,4 + 2\,\text{JSD} - (C(G) - V)$.",
        "zh": r"所以 V 由方向相反的两个差距构成：$V = -\log\,4 + 2\,\text{JSD} - (C(G) - V)$。",
    },
    "value.account": {
        "en": "Now: {end} + {gap_g} − {gap_d} = {value}",
        "zh": "现在：{end} + {gap_g} − {gap_d} = {value}",
    },
    "value.try.title": {"en": "Try it: half a step at a time", "zh": "试一试：一次只走半步"},
    "value.try": {
        "en": "Half a step of D leaves C(G) where it is and takes V up towards it. Half a step of G"
        " takes V down, and C(G) moves.",
        "zh": "D 的半步不改变 C(G)，只让 V 朝它上升。G 的半步让 V 下降，C(G) 也随之移动。",
    },
    "value.half-d": {"en": "½ D: raise V", "zh": "½ D：让 V 上升"},
    "value.half-g": {"en": "½ G: lower V", "zh": "½ G：让 V 下降"},
    "value.tried.none": {
        "en": "What a half step does to V is said here.",
        "zh": "半步对 V 的影响会显示在这里。",
    },
    "value.tried.d.as-wanted": {
        "en": "This update of D raised V: {before} → {after} ({change}).",
        "zh": "这次 D 更新让 V 上升：{before} → {after}（{change}）。",
    },
    "value.tried.d.not": {
        "en": "This update of D lowered V: {before} → {after} ({change}). D climbs on one"
        " minibatch, with penalties if there are any, and a step can be too long; V is measured on"
        " all of p_data and p_model.",
        "zh": "这次 D 更新反而让 V 下降：{before} → {after}（{change}）。D 只依据一个小批量"
        "（以及可能的惩罚项）上升，步子也可能过大；而 V 是在整个 p_data 和 p_model 上计算的。",
    },
    "value.tried.g.as-wanted": {
        "en": "This update of G lowered V: {before} → {after} ({change}).",
        "zh": "这次 G 更新让 V 下降：{before} → {after}（{change}）。",
    },
    "value.tried.g.not": {
        "en": "This update of G raised V: {before} → {after} ({change}). G follows one minibatch,"
        " with its own loss and the memory of its optimiser; V is measured on all of p_model.",
        "zh": "这次 G 更新反而让 V 上升：{before} → {after}（{change}）。G 依据的是一个小批量、"
        "它自己的损失和优化器的记忆；而 V 是在整个 p_model 上计算的。",
    },
    "value.why.title": {"en": "Why V alone is no progress bar", "zh": "为什么单看 V 不知道进度"},
    "value.why": {
        "en": "V also stands at −log 4 when both gaps are large but equal: a D that says one half"
        " everywhere gives that V to any G. See it with a penalty that keeps D flat: V sits on"
        " −log 4, and the gap of G stays open. Progress is the gap of G going to 0.",
        "zh": "只要两个差距相等，哪怕都很大，V 也停在 −log 4：处处只说二分之一的 D 对任何 G"
        " 都给出这个值。用强惩罚把 D 压平就能看到：V 停在 −log 4，而 G"
        " 的差距仍然敞开。真正的进步是 G 的差距趋于 0。",
    },
    "value.blind": {
        "en": "New run with a flat D (γ = 1000)",
        "zh": "新训练：被压平的 D（γ = 1000）",
    },
    "value.default": {"en": "New run, default recipe", "zh": "新训练：默认配方"},
    "value.end.title": {"en": "How it ends", "zh": "结局"},
    "value.end": {
        "en": r"When p_model is p_data, the best D is one half everywhere. Then both terms are"
        r" $\log\,\frac{1}{2} = -\log\,2 \approx -0.693$, both gaps are 0, and"
        r" $V = C(G) = -\log\,4 \approx -1.386$: no D can"
        " do better against this G, and no G leaves the best D with less.",
        "zh": r"当 p_model 等于 p_data 时，最优 D 处处为二分之一。此时两项都是"
        r" $\log\,\frac{1}{2} = -\log\,2 \approx -0.693$，两个差距都为 0，"
        r"$V = C(G) = -\log\,4 \approx -1.386$："
        "面对这个 G，没有 D 能做得更好；也没有 G 能让最优 D 得到更少。",
    },
}

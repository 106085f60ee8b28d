"""Figure 1 of the paper from the current run."""

from gan1d.words.texts import Texts

TEXTS: Texts = {
    "figure1.title": {"en": "Figure 1, from this run", "zh": "图 1：来自当前训练"},
    "figure1.about": {
        "en": "The four panels of the paper's Figure 1, computed from the run above: (a) near"
        " convergence, (b) $D$ at its optimum, (c) $G$ after following it, (d) the end. The run"
        " is trained once more in the background; the one you watch goes on undisturbed.",
        "zh": "论文图 1 的四幅小图，用上面这次训练算出来：(a) 接近收敛，(b) $D$ 达到最优，"
        "(c) $G$ 跟着它更新之后，(d) 训练结束。这次训练会在后台从头再算一遍，屏幕上的训练不受影"
        "响。",
    },
    "figure1.make": {"en": "Make Figure 1 from this run", "zh": "用这次训练生成图 1"},
    "figure1.step": {"en": "Step of (a)", "zh": "(a) 取第几步"},
    "figure1.step.empty": {"en": "chosen from the run", "zh": "自动选取"},
    "figure1.step.help": {
        "en": "Left empty, it is the step that comes nearest to JSD = 0.05 nats and to a $D$ that"
        " captures 60 % of $D^*$; a factor of 2 in JSD counts as much as 30 % there.",
        "zh": "留空时自动选取：JSD 最接近 0.05 奈特、同时 $D$ 最接近抓住 $D^*$ 的 60 % 的那一步；"
        "JSD 差一倍与后者差 30 % 同等看待。",
    },
    "figure1.stop": {"en": "Stop", "zh": "停止"},
    "figure1.waiting": {
        "en": "Another figure is being made; yours is next.",
        "zh": "正在生成另一幅图，随后就轮到你的。",
    },
    "figure1.starting": {"en": "Starting …", "zh": "正在启动……"},
    "figure1.doing.run": {
        "en": "Training the run once more, looking for (a): step {step}",
        "zh": "重新训练，寻找 (a)：第 {step} 步",
    },
    "figure1.doing.b": {
        "en": "(a) found. Training $D$ for (b), $G$ stands still: $\\max|D-D^*|$ = {error}",
        "zh": "(a) 已找到。为 (b) 训练 $D$，$G$ 保持不动：$\\max|D-D^*|$ = {error}",
    },
    "figure1.doing.c": {
        "en": "(b) done. $G$ follows $D$ for (c): update {updates}, JSD = {jsd}",
        "zh": "(b) 完成。为 (c) 让 $G$ 跟随 $D$：第 {updates} 次更新，JSD = {jsd}",
    },
    "figure1.doing.print": {
        "en": "(a) to (d) are there; drawing them.",
        "zh": "(a) 到 (d) 都已算好，正在绘图。",
    },
    "figure1.from": {
        "en": "Made from the run {run}. Black dots: $p_{\\mathrm{data}}$; green:"
        " $p_{\\mathrm{model}}$, the paper's $p_g$; blue dashes: $D$, on its own axis from 0 to 1,"
        " pale where hardly any $x$ falls; thin purple: $D^*$. Below, arrows take equally likely"
        " $z$ to $x=G(z)$.",
        "zh": "取自训练 {run}。黑色点线：$p_{\\mathrm{data}}$；绿色实线：$p_{\\mathrm{model}}$，"
        "即论文"
        "中的 $p_g$；蓝色虚线：$D$，用右侧从 0 到 1 的坐标轴，几乎没有 $x$ 落入之处颜色变淡；紫色细"
        "线：$D^*$。下方的箭头把等概率的 $z$ 带到 $x=G(z)$。",
    },
    "figure1.numbers": {
        "en": "JSD = {jsd}, $\\max|D-D^*|$ = {error}.",
        "zh": "JSD = {jsd}，$\\max|D-D^*|$ = {error}。",
    },
    "figure1.value": {"en": "$V$ = {value}.", "zh": "$V$ = {value}。"},
    "figure1.a": {
        "en": "**(a) Near convergence: step {step}.** $p_{\\mathrm{model}}$ is like"
        " $p_{\\mathrm{data}}$ but not there yet, and $D$ is partly right: it captures {score} % of"
        " $D^*$.",
        "zh": "**(a) 接近收敛：第 {step} 步**。$p_{\\mathrm{model}}$ 已经"
        "像 $p_{\\mathrm{data}}$，但还没"
        "到位；$D$ 只对了一部分：抓住了 $D^*$ 的 {score} %。",
    },
    "figure1.a.far": {
        "en": "**(a) Step {step}**, the nearest to what (a) shows in the paper that this run has to"
        " offer. $D$ captures {score} % of $D^*$.",
        "zh": "**(a) 第 {step} 步**。这次训练里没有更接近论文 (a) 的时刻。$D$ 抓住了 $D^*$ 的"
        " {score} %。",
    },
    "figure1.a.chosen": {
        "en": "**(a) Step {step}**, as you chose. $D$ captures {score} % of $D^*$.",
        "zh": "**(a) 第 {step} 步**，由你选定。$D$ 抓住了 $D^*$ 的 {score} %。",
    },
    "figure1.b": {
        "en": "**(b) $G$ stands still, $D$ is trained to its optimum,** without penalties: now"
        " $D=D^*=p_{\\mathrm{data}}/(p_{\\mathrm{data}}+p_{\\mathrm{model}})$ to within {error}.",
        "zh": "**(b) $G$ 不动，$D$ 训练到最优**，不加任何惩罚：此时"
        " $D=D^*=p_{\\mathrm{data}}/(p_{\\mathrm{data}}+p_{\\mathrm{model}})$，误差不超"
        "过 {error}。",
    },
    "figure1.b.short": {
        "en": "**(b) $G$ stands still, $D$ is trained towards its optimum**"
        " $D^*=p_{\\mathrm{data}}/(p_{\\mathrm{data}}+p_{\\mathrm{model}})$, and comes no nearer"
        " than {error}.",
        "zh": "**(b) $G$ 不动，$D$ 朝最优**"
        " $D^*=p_{\\mathrm{data}}/(p_{\\mathrm{data}}+p_{\\mathrm{model}})$ 训练，最多只接近到"
        " {error}。",
    },
    "figure1.b.where": {
        "en": "This is $\\max|D-D^*|$ where 99 % of $(p_{\\mathrm{data}}+p_{\\mathrm{model}})/2$"
        " lie.",
        "zh": "这是 $\\max|D-D^*|$，取自 $(p_{\\mathrm{data}}+p_{\\mathrm{model}})/2$ 的 99 % 所"
        "在之处。",
    },
    "figure1.b.jumps": {
        "en": "This is $\\max|D-D^*|$ where 99 % of $(p_{\\mathrm{data}}+p_{\\mathrm{model}})/2$"
        " lie, but for 0.1 sd around jumps of $D^*$ ({left} % of it): no smooth $D$ can jump.",
        "zh": "这是 $\\max|D-D^*|$，取自 $(p_{\\mathrm{data}}+p_{\\mathrm{model}})/2$ 的 99 % 所"
        "在之处，"
        "但 $D^*$ 跳变处前后 0.1 个标准差不计（占 {left} %）：光滑的 $D$ 无法跳变。",
    },
    "figure1.b.warm": {
        "en": "It took {count} iterations of L-BFGS from the run's own $D$.",
        "zh": "从这次训练自己的 $D$ 出发，L-BFGS 迭代了 {count} 次。",
    },
    "figure1.b.fresh": {
        "en": "The run's own $D$ did not get there: this is a fresh one of 128 steep units, after"
        " {count} iterations of L-BFGS.",
        "zh": "这次训练自己的 $D$ 没能达到：这里换了一个有 128 个陡峭单元的新 $D$，L-BFGS 迭代了"
        " {count} 次。",
    },
    "figure1.b.wide": {
        "en": "The run's own $D$ did not get there: this is a wider one, of 512 steep units, after"
        " {count} iterations of L-BFGS.",
        "zh": "这次训练自己的 $D$ 没能达到：这里换了一个更宽的、有 512 个陡峭单元的新 $D$，L-BFGS"
        " 迭代了 {count} 次。",
    },
    "figure1.b.value": {
        "en": "$V$ = {value}; no $D$ can pass $-\\log 4+2\\,\\mathrm{JSD}$ = {cost}.",
        "zh": "$V$ = {value}；任何 $D$ 都超不过 $-\\log 4+2\\,\\mathrm{JSD}$ = {cost}。",
    },
    "figure1.c": {
        "en": "**(c) $G$ has followed this $D$; updates: {updates}.** $G(z)$ has moved to where"
        " $D(x)$ was higher, and JSD has fallen from {before} to {jsd}. $D$ has stood still, so it"
        " is off again: $\\max|D-D^*|$ = {error}.",
        "zh": "**(c) $G$ 跟着这个 $D$ 走；更新次数：{updates}**。$G(z)$ 移到了 $D(x)$ 更高的地方，"
        "JSD 从 {before} 降到 {jsd}。$D$ 没有动，所以又有了偏差：$\\max|D-D^*|$ = {error}。",
    },
    "figure1.c.worse": {
        "en": "**(c) $G$ after one update along this $D$.** Here already the first one raises JSD,"
        " from {before} to {jsd}: the slope of $D$ says where $D(x)$ is higher, not that"
        " $p_{\\mathrm{model}}$ fits better there. $\\max|D-D^*|$ = {error}.",
        "zh": "**(c) $G$ 沿这个 $D$ 更新一次**。这里第一次更新就让 JSD 从 {before} 升"
        "到 {jsd}：$D$ 的斜"
        "率只说明哪里 $D(x)$ 更高，并不保证 $p_{\\mathrm{model}}$ 因此更合适。"
        "$\\max|D-D^*|$ = {error}。",
    },
    "figure1.c.lost": {
        "en": "**(c) $G$ as in (b):** one update along this $D$, at the run's own rate, makes $G$"
        " infinite.",
        "zh": "**(c) $G$ 与 (b) 相同**：按这次训练自己的学习率沿这个 $D$ 更新一次，$G$ 就会变成无"
        "穷大。",
    },
    "figure1.d": {
        "en": "**(d) The end of the schedule: step {step}.** $p_{\\mathrm{model}}$ lies on"
        " $p_{\\mathrm{data}}$, JSD = {jsd}, and $D$ can only say 1/2: $\\max|D-1/2|$ = {half}.",
        "zh": "**(d) 训练结束：第 {step} 步**。$p_{\\mathrm{model}}$ 与 $p_{\\mathrm{data}}$ 重合，"
        "JSD = {jsd}，$D$ 只能回答 1/2：$\\max|D-1/2|$ = {half}。",
    },
    "figure1.d.not": {
        "en": "**(d) The end of the schedule: step {step}.** This run does not reach the paper's"
        " (d): JSD = {jsd}, $\\max|D-1/2|$ = {half}.",
        "zh": "**(d) 训练结束：第 {step} 步**。这次训练没有到达论文的 (d)：JSD = {jsd}，"
        "$\\max|D-1/2|$ = {half}。",
    },
    "figure1.d.diverged": {
        "en": "**(d) Step {step}, after which the run diverged:** there is no end of the schedule."
        " JSD = {jsd}, $\\max|D-1/2|$ = {half}.",
        "zh": "**(d) 第 {step} 步，之后训练发散**，因此没有终"
        "点。JSD = {jsd}，$\\max|D-1/2|$ = {half}。",
    },
    "figure1.d.value": {
        "en": "$V$ = {value}, and $-\\log 4$ = −1.3863.",
        "zh": "$V$ = {value}，而 $-\\log 4$ = −1.3863。",
    },
    "figure1.alt": {
        "en": "Panel ({name}): p_data, p_model, D and D* over x, and arrows from z to x. Step"
        " {step}, JSD {jsd}.",
        "zh": "小图 ({name})：x 轴上的 p_data、p_model、D 和 D*，以及从 z 到 x 的箭头。第 {step} "
        "步，"
        "JSD {jsd}。",
    },
    "figure1.no-probability": {
        "en": "With the loss {loss}, $D$ is a critic and no probability: there is no $D=1/2$ and no"
        " Figure 1. Choose minimax, non-saturating, least squares or relativistic.",
        "zh": "使用损失 {loss} 时，$D$ 是评分而不是概率：没有 $D=1/2$，也就没有图 1。请选用极小极"
        "大、"
        "非饱和、最小二乘或相对论式损失。",
    },
    "figure1.no-step": {
        "en": "Step {step} is not in this run; allowed: 0 to {last}, or leave it empty.",
        "zh": "这次训练没有第 {step} 步；可选：0 到 {last}，或留空。",
    },
    "figure1.failed": {
        "en": "The figure could not be made ({reason}). The run and the last figure are as they"
        " were.",
        "zh": "图没有生成（{reason}）。训练和上一幅图都没有变。",
    },
}

"""The ten steps of the guided lesson, in the order in which a GAN is explained.

Of each: title, what is on the stage, the question, the answers, then what came out and why.
"""

from gan1d.words.texts import Texts

STEPS: Texts = {
    "lesson.generator.title": {"en": "G turns noise into numbers", "zh": "G 把噪声变成数"},
    "lesson.generator.text": {
        "en": "G is fed a random number $z$ and returns a number $x = G(z)$; for images it would"
        " be a whole picture. Each arrow below the picture takes one $z$ to its $x$. The green"
        " curve p_model says where they land.",
        "zh": "给 G 一个随机数 $z$，它就给出一个数 $x = G(z)$；若是处理图像，这里就是一整幅图。图"
        "下方的每个箭头把一个 $z$ 送到它的 $x$，绿色曲线 p_model 表示它们落在哪里。",
    },
    "lesson.generator.ask": {
        "en": "A G with a steeper start pulls the arrows apart. What becomes of the green curve?",
        "zh": "换一个更陡的 G，箭头会散得更开。绿色曲线会怎样？",
    },
    "lesson.generator.1": {"en": "Nothing: the noise z is the same", "zh": "不变：噪声 z 并没有变"},
    "lesson.generator.2": {"en": "It gets wide and low", "zh": "变得又宽又低"},
    "lesson.generator.3": {"en": "It moves aside as a whole", "zh": "整条曲线平移到一边"},
    "lesson.generator.tell": {
        "en": "The spread (sd) of p_model went from {sd} to {then_sd}, its peak from {peak} to"
        " {then_peak}.",
        "zh": "p_model 的标准差从 {sd} 变为 {then_sd}，峰值从 {peak} 变为 {then_peak}。",
    },
    "lesson.generator.why": {
        "en": "$p_\\mathrm{model}$ is the noise carried along the arrows: high where $G$ crowds"
        " them, low where it spreads them. For G, learning means moving arrows.",
        "zh": "$p_\\mathrm{model}$ 就是被箭头搬运过去的噪声：箭头挤在一起的地方高，散开的地方低。"
        "对 G 来说，学习就是挪动箭头。",
    },
    "lesson.discriminator.title": {"en": "D guesses what is real", "zh": "D 猜哪些是真的"},
    "lesson.discriminator.text": {
        "en": "D takes a number $x$ and says how probable it is that $x$ is real: $D(x) = 1$ is “"
        "surely real”, $D(x) = 0$ “surely from G”. So far D is untrained: its blue curve is mere"
        " chance.",
        "zh": "给 D 一个数 $x$，它说出 $x$ 是真数据的概率：$D(x) = 1$ 是“肯定是真的”，$D(x) = 0$ "
        "是“肯定出自 G”。现在 D 还没受过训练，蓝色曲线的样子纯属偶然。",
    },
    "lesson.discriminator.ask": {
        "en": "G stands still, D alone gets 10 updates. What will the blue curve do?",
        "zh": "G 保持不动，只让 D 更新 10 次。蓝色曲线会怎样变？",
    },
    "lesson.discriminator.1": {"en": "Rise everywhere", "zh": "处处升高"},
    "lesson.discriminator.2": {"en": "Settle at 1/2 everywhere", "zh": "处处停在 1/2"},
    "lesson.discriminator.3": {
        "en": "Rise over the data, sink over G's numbers",
        "zh": "在数据处升高，在 G 的数处降低",
    },
    "lesson.discriminator.tell": {
        "en": "Mean D on data {real} → {real_now}, on G's numbers {fake} → {fake_now}. The"
        " untrained D even took G's numbers for the more real ones.",
        "zh": "D 在数据上的平均值 {real} → {real_now}，在 G 的数上 {fake} → {fake_now}。没训练过"
        "的 D 居然觉得 G 的数更像真的。",
    },
    "lesson.discriminator.why": {
        "en": "That is all D is after: $D(x)$ high for real $x$, $D(G(z))$ low. It learns from"
        " samples of both kinds, told which is which.",
        "zh": "D 追求的就是这一点：真数据上 $D(x)$ 要高，$D(G(z))$ 要低。训练时两类样本都给它看，"
        "并且告诉它哪个是哪个。",
    },
    "lesson.best.title": {"en": "The best D there is", "zh": "最好的 D 是什么样"},
    "lesson.best.text": {
        "en": "G still stands still; D gets 50 more updates. Around $x = 3$ lie half of all data,"
        " and next to none of G's numbers.",
        "zh": "G 仍然不动，D 再更新 50 次。$x = 3$ 附近有一半的数据，而 G 的数在那里几乎没有。",
    },
    "lesson.best.ask": {"en": "What will D say at x = 3?", "zh": "在 x = 3 处，D 会怎么说？"},
    "lesson.best.1": {"en": "Almost 1: there it can be sure", "zh": "接近 1：在那里它很有把握"},
    "lesson.best.2": {"en": "About 1/2: it can never be sure", "zh": "约 1/2：它永远拿不准"},
    "lesson.best.3": {
        "en": "As much as the black curve is high there",
        "zh": "黑色曲线有多高，它就说多少",
    },
    "lesson.best.tell": {
        "en": "D(3) = {mode}; the best answer, the thin line D*, is {star}. In the middle, among"
        " G's numbers only, D(0) = {middle} and D* = {middle_star}.",
        "zh": "D(3) = {mode}；最好的回答，即细线 D*，是 {star}。中间只有 G 的数：D(0) = {middle}"
        "，D* = {middle_star}。",
    },
    "lesson.best.why": {
        "en": "$D^*(x) = \\frac{p_\\mathrm{data}(x)}{p_\\mathrm{data}(x) + p_\\mathrm{model}(x)}$"
        " is the share of real numbers among all that lie at $x$. How many lie there does not"
        " matter, only which part of them is real.",
        "zh": "$D^*(x) = \\frac{p_\\mathrm{data}(x)}{p_\\mathrm{data}(x) + p_\\mathrm{model}(x)}$"
        " 是落在 $x$ 处的数当中真数据所占的比例。那里的数有多少并不重要，重要的是其中有几成是真的"
        "。",
    },
    "lesson.value.title": {"en": "One number for both: V", "zh": "双方共用的一个数：V"},
    "lesson.value.text": {
        "en": "$V(D, G) = E \\log\\,D(x)$ $+\\,E \\log(1 - D(G(z)))$ says how well D does. D"
        " pushes it up, G pulls it down. A D that answers 1/2 to everything gets $-\\log\\,4$. G"
        " stands still; D has had 60 updates.",
        "zh": "$V(D, G) = E \\log\\,D(x)$ $+\\,E \\log(1 - D(G(z)))$ 衡量 D 做得多好：D 要抬高它"
        "，G 要压低它。对什么都答 1/2 的 D 得到 $-\\log\\,4$。现在 G 不动，D 已更新 60 次。",
    },
    "lesson.value.ask": {
        "en": "240 more updates of D: how far can V rise?",
        "zh": "D 再更新 240 次，V 能升到多高？",
    },
    "lesson.value.1": {"en": "To 0: one day D is never wrong", "zh": "升到 0：D 总有一天不再出错"},
    "lesson.value.2": {
        "en": "To a ceiling below 0 that only G can move",
        "zh": "升到低于 0 的上限，只有 G 能移动它",
    },
    "lesson.value.3": {"en": "Higher and higher, without end", "zh": "越来越高，没有尽头"},
    "lesson.value.tell": {
        "en": "V was {first} at the start, {before} after 60 updates and is {now} after 300. The"
        " ceiling of this G is {ceiling}.",
        "zh": "V 开始时是 {first}，60 次更新后是 {before}，300 次后是 {now}。这个 G 对应的上限是"
        " {ceiling}。",
    },
    "lesson.value.why": {
        "en": "$\\max_D V = -\\log\\,4 + 2\\,\\mathrm{JSD}$, with a JSD of {jsd} here: where"
        " p_data and p_model overlap, even the best D has to be wrong at times. D can reach the"
        " ceiling; only G can lower it.",
        "zh": "$\\max_D V = -\\log\\,4 + 2\\,\\mathrm{JSD}$，这里 JSD 为 {jsd}。在 p_data 与"
        " p_model 重叠的地方，再好的 D 也难免出错。D 最多碰到上限，能把上限压低的只有 G。",
    },
    "lesson.advice.title": {"en": "G follows D's advice", "zh": "G 听从 D 的建议"},
    "lesson.advice.text": {
        "en": "Now D stands still and G gets 5 updates. G never sees a real number. All it may"
        " ask D is: would this $x$ look more real if it were a little larger, or smaller? The"
        " answer is the slope of D at $x$.",
        "zh": "现在轮到 D 不动，G 更新 5 次。G 从来看不到真数据，它只能问 D：这个 $x$ 稍大一点或"
        "稍小一点，会不会更像真的？答案就是 D 在 $x$ 处的斜率。",
    },
    "lesson.advice.ask": {"en": "Where will the arrows go?", "zh": "箭头会往哪里走？"},
    "lesson.advice.1": {"en": "Uphill on the blue curve", "zh": "沿着蓝色曲线上坡"},
    "lesson.advice.2": {"en": "To the data, whatever D says", "zh": "直奔数据，不管 D 怎么说"},
    "lesson.advice.3": {
        "en": "Nowhere: without data G cannot learn",
        "zh": "哪儿也不去：没有数据 G 学不了",
    },
    "lesson.advice.tell": {
        "en": "Mean D(G(z)) {fake} → {fake_now}, so V fell: {value} → {value_now}. D itself has"
        " not changed: on data {real} before, {real_now} after.",
        "zh": "D(G(z)) 的平均值 {fake} → {fake_now}，于是 V 下降：{value} → {value_now}。D 本身没"
        "变：在数据上之前 {real}，之后 {real_now}。",
    },
    "lesson.advice.why": {
        "en": "$\\frac{\\partial \\log\\,D}{\\partial \\theta} = \\frac{\\partial"
        " \\log\\,D}{\\partial x} \\cdot \\frac{\\partial x}{\\partial \\theta}$: the first factor"
        " is D's advice on $x = G(z)$, the second hands it on to the weights $\\theta$ of G. That"
        " is how D teaches G.",
        "zh": "$\\frac{\\partial \\log\\,D}{\\partial \\theta} = \\frac{\\partial"
        " \\log\\,D}{\\partial x} \\cdot \\frac{\\partial x}{\\partial \\theta}$：第一个因子是 D "
        "对 $x = G(z)$ 的建议，第二个把它传给 G 的参数 $\\theta$。D 就是这样教 G 的。",
    },
    "lesson.algorithm.title": {"en": "Algorithm 1: taking turns", "zh": "算法 1：轮流更新"},
    "lesson.algorithm.text": {
        "en": "Back to the start, now both learn. In every step D gets $k = 2$ updates that raise"
        " V, then G gets one that aims at lowering it: $\\min_G \\max_D V(D, G)$. Watch V among"
        " the read-outs.",
        "zh": "回到起点，现在双方都学。每一步里，D 先更新 $k = 2$ 次，把 V 抬高；然后 G 更新一次"
        "，力求把 V 压低：$\\min_G \\max_D V(D, G)$。请留意读数里的 V。",
    },
    "lesson.algorithm.ask": {
        "en": "What will V do in the first 12 steps?",
        "zh": "前 12 步里 V 会怎样变？",
    },
    "lesson.algorithm.1": {
        "en": "Only rise: D has two turns, G one",
        "zh": "一直升：D 两次，G 才一次",
    },
    "lesson.algorithm.2": {"en": "Only fall: G learns faster", "zh": "一直降：G 学得更快"},
    "lesson.algorithm.3": {"en": "Rise first, then fall", "zh": "先升后降"},
    "lesson.algorithm.tell": {
        "en": "V was {first} at the start, {top} after 5 steps and {now} after 12.",
        "zh": "V 开始时是 {first}，5 步后是 {top}，12 步后是 {now}。",
    },
    "lesson.algorithm.why": {
        "en": "First D learns to tell the two apart, which is easy while p_model lies in the"
        " wrong place. Then its slope shows G the way, and the closer G comes, the less is left"
        " for D to see.",
        "zh": "起初 p_model 的位置不对，D 很容易学会区分两者。随后 D 的斜率给 G 指了路；G 越靠近"
        "，D 能看出的差别就越少。",
    },
    "lesson.pictures.title": {"en": "The pictures of training", "zh": "训练过程的画面"},
    "lesson.pictures.text": {
        "en": "The same run at step 6. Black: the data. Green: what G makes. Blue: D, higher over"
        " both modes than in the middle, where too many of G's numbers lie.",
        "zh": "同一次训练的第 6 步。黑色是数据，绿色是 G 生成的，蓝色是 D：它在两个峰处高，在中间"
        "低，因为 G 的数在中间太多了。",
    },
    "lesson.pictures.ask": {
        "en": "What will the green curve do up to step 40?",
        "zh": "到第 40 步，绿色曲线会怎样变？",
    },
    "lesson.pictures.1": {"en": "Move as a whole to one of the modes", "zh": "整体移到其中一个峰"},
    "lesson.pictures.2": {
        "en": "Leave the middle and grow over both modes",
        "zh": "离开中间，在两个峰处长高",
    },
    "lesson.pictures.3": {"en": "Spread evenly over the axis", "zh": "均匀铺满整条轴"},
    "lesson.pictures.tell": {
        "en": "p_model at x = 0: {middle} → {middle_now}; at x = −3: {left} → {left_now}; at x ="
        " 3: {mode} → {mode_now}. JSD {jsd} → {jsd_now}.",
        "zh": "p_model 在 x = 0 处 {middle} → {middle_now}；x = −3 处 {left} → {left_now}；x = 3 "
        "处 {mode} → {mode_now}。JSD {jsd} → {jsd_now}。",
    },
    "lesson.pictures.why": {
        "en": "D is high where G's numbers are missing and low where there are too many, so the"
        " arrows leave the gap to both sides: panels (a) to (c) of the paper's Figure 1, as a"
        " film.",
        "zh": "G 的数不够的地方 D 高，太多的地方 D 低，所以箭头从中间的空隙往两边走：这就是论文图"
        " 1 的 (a) 到 (c)，只不过动了起来。",
    },
    "lesson.end.title": {"en": "How it ends", "zh": "最后的结局"},
    "lesson.end.text": {
        "en": "Step 40 of the same run. Now comes the rest, up to step 1500. The learning rates"
        " fall towards zero on the way, so that the two can come to rest.",
        "zh": "同一次训练的第 40 步。接下来一直播放到第 1500 步。途中学习率逐渐趋于零，双方才能安"
        "定下来。",
    },
    "lesson.end.ask": {"en": "Who will win in the end?", "zh": "最后谁会赢？"},
    "lesson.end.1": {
        "en": "D: it tells real from fake almost surely",
        "zh": "D：它几乎总能分清真假",
    },
    "lesson.end.2": {
        "en": "G: it makes D call everything real",
        "zh": "G：它让 D 把什么都当成真的",
    },
    "lesson.end.3": {"en": "Nobody: D can only say 1/2", "zh": "没有赢家：D 只能回答 1/2"},
    "lesson.end.tell": {
        "en": "Where the data lie, D is at most {off} away from 1/2. V = {value}, and −log 4 ="
        " −1.386. JSD {jsd} → {jsd_now}.",
        "zh": "在数据所在之处，D 与 1/2 最多相差 {off}。V = {value}，而 −log 4 = −1.386。JSD"
        " {jsd} → {jsd_now}。",
    },
    "lesson.end.why": {
        "en": "When $p_\\mathrm{model} = p_\\mathrm{data}$, then $D^* = \\frac{1}{2}$ everywhere,"
        " $V = -\\log\\,4$ and JSD = 0: whatever lies at $x$ is real or made with equal chance. G"
        " has learnt the data.",
        "zh": "当 $p_\\mathrm{model} = p_\\mathrm{data}$ 时，处处 $D^* = \\frac{1}{2}$，$V ="
        " -\\log\\,4$，JSD = 0：任何 $x$ 处的数，是真是假机会各半。G 学会了数据。",
    },
    "lesson.blind.title": {"en": "1/2 alone proves nothing", "zh": "只看 1/2 说明不了什么"},
    "lesson.blind.text": {
        "en": "A cross-check: the same start, but every slope of D is punished 10,000 times"
        " harder ($\\gamma = 1000$ instead of 0.1). D can hardly bend its curve any more.",
        "zh": "做个反面实验：起点相同，但对 D 斜率的惩罚加重到一万倍（$\\gamma = 1000$，默认 0.1"
        "）。D 的曲线几乎弯不起来了。",
    },
    "lesson.blind.ask": {"en": "What will we see after 20 steps?", "zh": "20 步之后会看到什么？"},
    "lesson.blind.1": {
        "en": "D far from 1/2: green is not on black",
        "zh": "D 远离 1/2：绿线不在黑线上",
    },
    "lesson.blind.2": {
        "en": "D at 1/2, though green is not on black",
        "zh": "D 停在 1/2，可绿线并不在黑线上",
    },
    "lesson.blind.3": {"en": "D at 1/2 and green on black", "zh": "D 停在 1/2，绿线与黑线重合"},
    "lesson.blind.tell": {
        "en": "D is at most {off} away from 1/2 and V = {value}, near −log 4. But JSD is {jsd}"
        " (0.693 at most), and p_model at the mode x = 3 is {mode}.",
        "zh": "D 与 1/2 最多相差 {off}，V = {value}，接近 −log 4。可是 JSD 为 {jsd}（最大 0.693）"
        "，峰 x = 3 处的 p_model 为 {mode}。",
    },
    "lesson.blind.why": {
        "en": "From $p_\\mathrm{model} = p_\\mathrm{data}$ it follows that the best D is"
        " $\\frac{1}{2}$, not the other way round. A blind D says 1/2 as well. JSD does not ask D,"
        " so look at both.",
        "zh": "由 $p_\\mathrm{model} = p_\\mathrm{data}$ 可推出最优的 D 是 $\\frac{1}{2}$，反过来"
        "却不成立：失明的 D 也回答 1/2。JSD 不问 D 的意见，所以两个都要看。",
    },
    "lesson.teacher.title": {"en": "A teacher can be too strict", "zh": "老师太严也教不好"},
    "lesson.teacher.text": {
        "en": "Other data, and G starts far off: D sees through every fake. For 100 steps G"
        " lowers $\\log(1 - D(G(z)))$, as in V; from then on it raises $\\log\\,D(G(z))$ instead.",
        "zh": "换一组数据，G 从很远处出发，D 能识破每一个假数。前 100 步 G 按 V 的写法降低"
        " $\\log(1 - D(G(z)))$；此后改为升高 $\\log\\,D(G(z))$。",
    },
    "lesson.teacher.ask": {"en": "When will G get going?", "zh": "G 什么时候才会动起来？"},
    "lesson.teacher.1": {
        "en": "At once: a sure D gives clear advice",
        "zh": "马上：D 越有把握，建议越明确",
    },
    "lesson.teacher.2": {"en": "Only after the change", "zh": "改了之后才动"},
    "lesson.teacher.3": {"en": "Never: this D is too good", "zh": "一直不动：这个 D 太强了"},
    "lesson.teacher.tell": {
        "en": "Mean of p_model: {first} at the start, still {stuck} after 100 steps, with D(G(z))"
        " = {fake}; {now} only 40 steps after the change. The data's mean is 0.",
        "zh": "p_model 的均值：开始时 {first}，100 步后仍是 {stuck}，那时 D(G(z)) = {fake}；改了"
        "之后只用 40 步就到 {now}。数据的均值是 0。",
    },
    "lesson.teacher.why": {
        "en": "Both use the slope $s$ of D's logit, but the first only $D \\cdot s$ of it, the"
        " second $(1 - D) \\cdot s$. Where $D \\approx 0$ the first starves. The paper itself"
        " advises the second.",
        "zh": "两者用的都是 D 的 logit 的斜率 $s$，但前者只取 $D \\cdot s$，后者取 $(1 - D)"
        " \\cdot s$。$D \\approx 0$ 时前者就“饿死”了。论文本身也建议用后者。",
    },
}

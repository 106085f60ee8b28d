"""What stands on the stage: the figure, the buttons, the knobs, the keys."""

from gan1d.words.texts import Texts

TEXTS: Texts = {
    "legend.model": {"en": "p_model", "zh": "p_model"},
    "legend.data": {"en": "p_data", "zh": "p_data"},
    "legend.d": {"en": "D(x)", "zh": "D(x)"},
    "legend.critic": {"en": "critic D(x)", "zh": "评论家 D(x)"},
    "legend.dstar": {"en": "D*(x)", "zh": "D*(x)"},
    "legend.ema": {"en": "averaged G", "zh": "平均后的 G"},
    "legend.support": {"en": "99 % of p_data", "zh": "p_data 的 99 %"},
    "legend.best": {"en": "best map", "zh": "最优映射"},
    "legend.arrows": {"en": "z → x = G(z)", "zh": "z → x = G(z)"},
    "axis.density": {"en": "density", "zh": "密度"},
    "axis.d": {"en": "D(x)", "zh": "D(x)"},
    "axis.critic": {"en": "critic D(x)", "zh": "评论家 D(x)"},
    "mass-off": {
        "en": "{share} % of p_model is off the screen",
        "zh": "p_model 有 {share} % 在画面之外",
    },
    "end.reached": {
        "en": "reached step {step}: JSD (64 bins) {jsd64}, max |D − ½| {d_half_max}",
        "zh": "到达第 {step} 步：JSD（64 格）{jsd64}，max |D − ½| {d_half_max}",
    },
    "end.reached.critic": {
        "en": "reached step {step}: JSD (64 bins) {jsd64}, W1 {w1}",
        "zh": "到达第 {step} 步：JSD（64 格）{jsd64}，W1 {w1}",
    },
    "end.diverged": {
        "en": "Stopped at step {step}: {reason} Turn a knob or restart.",
        "zh": "在第 {step} 步停止：{reason} 画面是最后一个有限的结果；请调整参数或重新开始。",
    },
    "line.hint": {
        "en": "Every picture is one training step. Grey bar: 99 % of p_data. D faint: nothing"
        " there to judge.",
        "zh": "每个画面就是一个训练步。灰条：p_data 的 99 %。D 变淡处没有可判断的数据。",
    },
    "line.half-d": {
        "en": "After one update of D alone: G and p_model have not moved.",
        "zh": "只更新了一次 D：G 与 p_model 未动。",
    },
    "line.half-g": {
        "en": "After one update of G alone: G(z) moves to where D is higher.",
        "zh": "只更新了一次 G：G(z) 移向 D 更高之处。",
    },
    "line.reconnecting": {"en": "reconnecting …", "zh": "正在重新连接……"},
    "toolbar.title": {"en": "Playing and stepping", "zh": "播放与单步"},
    "button.play.help": {"en": "Play (Space)", "zh": "播放（空格）"},
    "button.pause.help": {"en": "Pause (Space)", "zh": "暂停（空格）"},
    "button.back.help": {"en": "One step back (←)", "zh": "后退一步（←）"},
    "button.step.help": {"en": "One step forth (→)", "zh": "前进一步（→）"},
    "button.step-d.help": {"en": "Half step: one update of D (D)", "zh": "半步：只更新一次 D（D）"},
    "button.step-g.help": {"en": "Half step: one update of G (G)", "zh": "半步：只更新一次 G（G）"},
    "button.restart.help": {"en": "Start again, same seed", "zh": "以同一种子重新开始"},
    "button.new-seed": {"en": "New seed", "zh": "新种子"},
    "button.new-seed.help": {
        "en": "New start with another seed (N)",
        "zh": "换一个种子重新开始（N）",
    },
    "button.fullscreen.help": {"en": "Fullscreen (F)", "zh": "全屏（F）"},
    "button.lecture.help": {"en": "For a lecture (L)", "zh": "讲课模式（L）"},
    "lecture.end": {"en": "End lecture mode (L, Escape)", "zh": "退出讲课模式（L 或 Esc）"},
    "button.help.help": {"en": "Keys and help (?)", "zh": "按键与帮助（?）"},
    "button.go-on": {"en": "Go on", "zh": "继续训练"},
    "button.close": {"en": "Close", "zh": "关闭"},
    "scrub.label": {"en": "Every recorded step", "zh": "已记录的每一步"},
    "scrub.value": {"en": "step {step}", "zh": "第 {step} 步"},
    "carpet.title": {"en": "What the carpet shows", "zh": "织毯显示的内容"},
    "carpet.caption": {"en": "the whole run: steps →, x ↑", "zh": "整个训练过程：步 →，x ↑"},
    "carpet.seek": {"en": "Click or drag to go to a step", "zh": "点击或拖动可跳到某一步"},
    "carpet.d": {"en": "D(x) − ½", "zh": "D(x) − ½"},
    "carpet.d.low": {"en": "“made by G”", "zh": "“生成的”"},
    "carpet.d.high": {"en": "“data”", "zh": "“真实的”"},
    "carpet.d.alt": {
        "en": "The whole run in colours: steps from left to right, x upwards. Blue where D says"
        " that a point is made by G, orange where it says data, white where it says one half;"
        " faint where there is nothing to judge. The slider above goes to every step.",
        "zh": "用颜色展示整个训练过程：从左到右是步数，向上是 x。蓝色处 D 认为是生成的，橙色处认为"
        "是真实数据，白色处为二分之一；颜色很淡处没有可判断的数据。用上方的滑块可跳到任意一步。",
    },
    "carpet.critic": {"en": "D(x) − mean", "zh": "D(x) − 均值"},
    "carpet.critic.low": {"en": "low score", "zh": "低分"},
    "carpet.critic.high": {"en": "high score", "zh": "高分"},
    "carpet.critic.alt": {
        "en": "The whole run in colours: steps from left to right, x upwards. Orange where the"
        " critic's score is above its mean, blue where it is below, white at the mean; faint where"
        " there is nothing to judge. The slider above goes to every step.",
        "zh": "用颜色展示整个训练过程：从左到右是步数，向上是 x。橙色处评论家的分数高于平均，蓝色处"
        "低于平均，白色处等于平均；颜色很淡处没有可判断的数据。用上方的滑块可跳到任意一步。",
    },
    "carpet.density": {"en": "p_model − p_data", "zh": "p_model − p_data"},
    "carpet.density.low": {"en": "too much", "zh": "过多"},
    "carpet.density.high": {"en": "too little", "zh": "过少"},
    "carpet.density.alt": {
        "en": "The whole run in colours: steps from left to right, x upwards. Blue where p_model"
        " is above p_data, orange where it is below, white where they agree; faint where there is"
        " hardly any of either. The slider above goes to every step.",
        "zh": "用颜色展示整个训练过程：从左到右是步数，向上是 x。蓝色处 p_model 高于 p_data，橙色处"
        "低于 p_data，白色处两者一致；颜色很淡处两者都几乎为零。用上方的滑块可跳到任意一步。",
    },
    "speed.label": {"en": "Speed", "zh": "速度"},
    "speed.help": {"en": "Training steps a second", "zh": "每秒训练步数"},
    "speed.rate": {"en": "{rate} steps/s", "zh": "{rate} 步/秒"},
    "speed.max": {"en": "as fast as it can", "zh": "尽可能快"},
    "knobs.title": {"en": "Knobs", "zh": "参数"},
    "acts.live": {"en": "live", "zh": "即时"},
    "acts.live.help": {"en": "Acts on the running networks", "zh": "直接作用于正在训练的网络"},
    "acts.restart": {"en": "restarts", "zh": "重启"},
    "acts.restart.help": {"en": "Starts the run again from step 0", "zh": "从第 0 步重新开始"},
    "data.own": {"en": "own data", "zh": "自定义数据"},
    "help.title": {"en": "Keys", "zh": "按键"},
    "key.space": {"en": "Space", "zh": "空格"},
    "help.space": {"en": "play, pause", "zh": "播放、暂停"},
    "key.right": {"en": "→", "zh": "→"},
    "help.right": {"en": "one step forth", "zh": "前进一步"},
    "key.left": {"en": "←", "zh": "←"},
    "help.left": {"en": "one step back", "zh": "后退一步"},
    "key.d": {"en": "D", "zh": "D"},
    "help.d": {"en": "half step: one update of D", "zh": "半步：更新一次 D"},
    "key.g": {"en": "G", "zh": "G"},
    "help.g": {"en": "half step: one update of G", "zh": "半步：更新一次 G"},
    "key.n": {"en": "N", "zh": "N"},
    "help.n": {"en": "new start with another seed", "zh": "换种子重新开始"},
    "key.l": {"en": "L", "zh": "L"},
    "help.l": {
        "en": "for a lecture: large type, keys only; L or Escape ends it",
        "zh": "讲课模式：大号字，只用按键；再按 L 或 Esc 退出",
    },
    "key.f": {"en": "F", "zh": "F"},
    "help.f": {"en": "fullscreen", "zh": "全屏"},
    "key.question": {"en": "?", "zh": "?"},
    "help.question": {"en": "this help", "zh": "本帮助"},
    "help.figure": {
        "en": "Drag in the figure to zoom, double-click to return. Click a name in the legend"
        " to show or hide its curve; click the history to go to a step.",
        "zh": "在图中拖动可放大，双击还原。点击图例可显示或隐藏曲线；点击历史曲线可跳到那一步。",
    },
}

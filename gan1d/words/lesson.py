"""The guided lesson: what surrounds its ten steps."""

from gan1d.words.lesson_steps import STEPS
from gan1d.words.texts import Texts

TEXTS: Texts = {
    "lesson.intro": {"en": "Ten questions, ten minutes", "zh": "十个问题，十分钟"},
    "lesson.intro.text": {
        "en": "Each step sets up a run on the stage and asks what will happen. Make your"
        " guess, then watch the real networks answer. Every number in an answer is read off the"
        " run you have just seen.",
        "zh": "每一步都会在舞台上准备好一次训练，先问你会发生什么。猜一猜，再看真正的网络给"
        "出答案。答案里的每个数都是从你刚看到的这次训练中读出来的。",
    },
    "lesson.start": {"en": "Start", "zh": "开始"},
    "lesson.nav": {"en": "Steps of the lesson", "zh": "课程的步骤"},
    "lesson.next": {"en": "Next", "zh": "下一步"},
    "lesson.step": {"en": "Step {n} of {all}: {title}", "zh": "第 {n} 步，共 {all} 步：{title}"},
    "lesson.count": {"en": "{n} of {all}", "zh": "{n} / {all}"},
    "lesson.answers": {"en": "Answers", "zh": "答案选项"},
    "lesson.show": {"en": "Just show me", "zh": "直接看结果"},
    "lesson.resume": {"en": "Play on", "zh": "继续播放"},
    "lesson.stage": {"en": "Set up again", "zh": "重新布置"},
    "lesson.setting": {"en": "Setting the stage …", "zh": "正在布置舞台……"},
    "lesson.ready": {
        "en": "What do you think? Choose, and the picture will answer.",
        "zh": "你怎么想？选一个，让画面来回答。",
    },
    "lesson.playing": {"en": "Watch the picture …", "zh": "请看画面……"},
    "lesson.paused": {"en": "Paused on the way to the answer.", "zh": "已暂停，答案还在后面。"},
    "lesson.off": {
        "en": "The stage shows another run now.",
        "zh": "舞台上现在是另一次训练。",
    },
    "lesson.changed": {
        "en": "This run has been changed on the way, so it is no longer the one asked about.",
        "zh": "这次训练中途被改动过，已经不是提问时的那一次了。",
    },
    "lesson.right": {"en": "✓ Right.", "zh": "✓ 答对了。"},
    "lesson.wrong": {"en": "✗ Not this time.", "zh": "✗ 这次没猜中。"},
    "lesson.answer": {"en": "The answer", "zh": "答案"},
    "lesson.mark.right": {"en": "the right answer", "zh": "正确答案"},
    "lesson.mark.wrong": {"en": "your guess, not right", "zh": "你的猜测，不对"},
    "lesson.try": {"en": "Try it:", "zh": "试一试："},
    "lesson.try.half-d": {"en": "update D once more", "zh": "再更新一次 D"},
    "lesson.try.half-g": {"en": "update G once more", "zh": "再更新一次 G"},
    "lesson.try.seed": {"en": "another seed", "zh": "换一个种子"},
    "lesson.try.seed-play": {"en": "play another seed", "zh": "换个种子播放"},
    "lesson.try.part": {"en": "{part} →", "zh": "{part} →"},
    "lesson.try.set": {"en": "{knob} = {value}, play on", "zh": "{knob} = {value}，继续播放"},
    "lesson.score": {
        "en": "The end of the lesson: {right} of {asked} guesses right.",
        "zh": "课程结束：猜了 {asked} 次，猜对 {right} 次。",
    },
} | STEPS

"""What frames the story under the stage: the names of its parts."""

from gan1d.words.texts import Texts

TEXTS: Texts = {
    "story.title": {"en": "The story", "zh": "故事"},
    "story.lesson": {"en": "Lesson", "zh": "课程"},
    "story.algorithm": {"en": "Algorithm 1", "zh": "算法 1"},
    "story.value": {"en": "Value V", "zh": "价值 V"},
    "story.advice": {"en": "D's advice", "zh": "D 的建议"},
    "story.roles": {"en": "Play a part", "zh": "亲自扮演"},
    "story.failures": {"en": "Ways to fail", "zh": "失败种种"},
    "story.close": {"en": "Close", "zh": "关闭"},
}

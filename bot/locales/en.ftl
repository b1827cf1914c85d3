## The bot's own face

bot-description =
    A language tutor in your pocket: short exercises, a clear reason for every mistake, and each point comes back just before you would forget it. Tap Start: your first exercise is three taps away.
bot-short-description = Learn a language in three minutes a day.
command-practice = Practise now
command-mistakes = Review your mistakes
command-words = Your words
command-read = Something to read
command-skills = The grammar, explained
command-course = Where you are in the course
command-settings = Level, goal, time zone
command-help = How this works
this-language = 🇬🇧 English
in-this-language = 🌐 In English

## Welcome

welcome-title = Hello, and welcome 👋
welcome-how = A few exercises a day, three minutes at a time. I remember what is hard for you and bring it back in time.
ask-language = What would you like to learn?
no-languages = There is nothing to learn here yet. Please come back a little later.
ask-level = { $language }: how well do you know it?
level-a1 = 🌱 I'm starting · A1
level-a2 = 🌿 I know some · A2
level-b1 = 🌳 I can get by · B1
level-b2 = B2
level-c1 = C1
level-c2 = C2
ask-goal = How much a day?
ask-goal-why = One set is five exercises. You can change this at any time.
goal-label = { $sets ->
    [one] { $sets } set · about { $minutes } min
   *[other] { $sets } sets · about { $minutes } min
    }

## Home and progress

home-due = { $count ->
    [one] { $count } point to review
   *[other] { $count } points to review
    }
goal-line = { $done } of { $goal } { $goal ->
    [one] set
   *[other] sets
    } today
goal-reached = 🎯 Daily goal reached: { $done } { $done ->
    [one] set
   *[other] sets
    } today
streak-line = 🔥 { $days ->
    [one] Day one of your streak
   *[other] { $days } days in a row
    }
streak-grew = 🔥 { $days ->
    [one] Day one of your streak
   *[other] { $days } days in a row, and counting
    }
streak-freezes = { $left ->
    [one] { $left } freeze left
   *[other] { $left } freezes left
    }
streak-none = A streak begins with one set.
streak-best = best: { $days }
progress-title = How it is going
progress-today = Today: { $right } of { $answered } right
progress-nothing-today = Nothing answered today yet
progress-known = Known well: { $count }
progress-learning = On the way: { $count }
progress-due = To review now: { $count }
progress-mistakes = Mistakes to clear up: { $count }
speaking-weeks =
    🗣 Reading aloud: { $before } → { $now } in { $weeks ->
        [one] a week
       *[other] { $weeks } weeks
    }
speaking-readings = 🗣 Reading aloud: { $before } → { $now } in your last { $count } sentences
speaking-steady = 🗣 Reading aloud: a steady { $now }
speaking-soon =
    { $left ->
        [one] 🗣 Read one more sentence aloud, and I can tell you how it goes
       *[other] 🗣 Read { $left } more sentences aloud, and I can tell you how it goes
    }
progress-weakest = Needs the most care

## Exercises

because-mistake = an earlier mistake
because-review = time to recall
because-new = new
because-again = once more
because-focus = your choice
because-repair = repairing
task-choose-sentence = Which sentence says it?
task-fill-gap = Choose the word that fits.
task-type-gap = Type the word that fits.
task-translate = Translate this and type your answer.
task-order-words = Put the words in order. Some may be extra.
task-choose-word = Choose the word.
task-choose-stress = Which syllable is stressed?
task-complete-dialogue = What fits the conversation?
task-correct-mistake = One word is wrong. Tap it.
task-mend = What belongs there instead of “{ $word }”?
task-match-pairs = Match the pairs: tap left, then right.
task-sort-words = Tap a word, then its group.
task-read-text = Read, then answer.
task-dictation = Listen and write what you hear.
task-choose-heard = Listen. Which one do you hear?
task-minimal-pair = Listen. Which word do you hear?
task-hear-story = Listen, then answer.
task-write-text = Write { $least } to { $most } words of your own.
button-hint = 💡 Hint
hint-letters = It begins:
hint-bank = Made of:
hint-meaning = It means:
hint-out = Not this one:
hint-place = Look here:
hint-part = One part:

heard-words =
    { $count ->
        [one] { $count } word
       *[other] { $count } words
    }
button-listen = ▶ Listen
button-slower = 🐢 Slower
voice-away = I can't find my voice right now. Try again in a moment.
button-dont-know = 🤷 I don't know
button-more = ⋯
button-too-easy = 🥱 Too easy
button-too-hard = 🥵 Too hard
button-flag = ⚑ Something is wrong
button-flag-before = ⚑ The one before
moved-easier = a step easier
moved-harder = a step ahead
opinion-noted = Noted. Say it once more on the next one, and { $way ->
    [easier] it gets a step easier
   *[harder] we go a step ahead
    }.
opinion-easier = All right: from the next one on, a step easier.
opinion-harder = All right: from the next one on, a step ahead.
opinion-easiest = This is where the course begins. Hints are there for you.
opinion-hardest = This is as far as the course goes. Well done.
ask-flag = What is wrong with it?
flag-wrong-key = The answer is wrong
flag-two-keys = Mine is right too
flag-language = Odd language
flag-other = Something else
flag-thanks = Thank you. After this you won't see this one again, and if others report it too, a person will look at it.
flag-again = I have your report on this one already. Thank you.
hidden-title = ⚑ Learners have reported this exercise
hidden-how = It stays hidden until somebody has looked at it: /review
button-undo = ↩ Undo
button-check = Check ✓
verdict-correct-1 = Right
verdict-correct-2 = Yes, exactly
verdict-correct-3 = That's it
verdict-correct-4 = Well done
verdict-almost-1 = Almost: mind the spelling
verdict-almost-2 = Right, but for a small slip
verdict-said-almost-1 = Almost there
verdict-said-almost-2 = Good, but for a small slip
verdict-wrong-1 = Not quite
verdict-wrong-2 = Not this time
verdict-unsure-1 = I can't be sure about this one
checking = Let me have a good look at this one…
checking-longer = I'll think about that one a little longer. Let's go on!
button-let-go = Go on meanwhile →
late-verdict = About your “{ $said }”:
gave-up = Good to ask. Here it is
self-checked-right = Noted: yours is right too
self-checked-wrong = Noted: it comes back soon
model-answer = One good answer:
your-answer = Compared with yours:
self-check-question = You decide: is yours right too?
button-mine-right = 👍 Mine is right too
button-mine-wrong = 👎 Mine was wrong
self-check-text-question = You decide: how did it go?
button-mine-right-text = 👍 It says it all
button-mine-wrong-text = 🌱 Not everything yet
written-correct = Well written
written-almost = Good work, with a few things to polish
written-wrong = A good start; let's build on it
written-unsure = Thank you for your text
written-task = Task
written-range = Words
written-accuracy = Grammar
written-cohesion = Flow
written-example = Your text is here. One example to compare with:
written-check = Does yours say it all?
written-checked-right = Lovely. Writing is how a language becomes yours
written-checked-wrong = Thank you for trying. The next one will come easier

## What was learnt

button-mistakes = 🔧 { $count ->
    [0] Mistakes
   *[other] Mistakes ({ $count })
    }
button-words = 🗂 Words
button-skills = 📘 Grammar
button-read = 📖 Read
button-course = 🗺 Course
button-repair = 🔧 { $count ->
    [one] Repair { $count } mistake
   *[other] Repair { $count } mistakes
    }
home-mistakes = { $count ->
    [one] { $count } mistake to repair today
   *[other] { $count } mistakes to repair today
    }
mistakes-title = Review mistakes ({ $count })
mistakes-how = Right on two different days, and a mistake leaves this list.
mistakes-done-today = { $count ->
    [one] It was right today. Once more on another day, and it leaves this list.
   *[other] All { $count } were right today. Once more on another day, and they leave this list.
    }
mistakes-none = No mistakes to review
mistakes-none-how = What goes wrong is kept here, and comes back in another exercise.
patterns-title = In your own words
patterns-how = New exercises are made on these. They come up as you practise, mostly within a day.
mistake-new = new
mistake-back = came back
mistake-better = getting better
mistake-times = { $count } { $count ->
    [one] time
   *[other] times
    }
mistake-today = right today
button-practise-these = 🔧 Practise these
repaired-title = That's all for today 🎉
repaired-how = What you got right today leaves the list after one more day like this.
focus-none = There is no exercise on this one for you right now.
button-once-more = 🔁 This one again
skills-title = Grammar · { $level }
skills-how = Tap one to read how it works. The bar shows how well you know it, a dot that it is still ahead.
skills-none = This course has no grammar points of its own.
strength-0 = not met yet
strength-1 = just met
strength-2 = on the way
strength-3 = firm
skill-mistakes = { $count ->
    [one] went wrong once
   *[other] went wrong { $count } times
    }
skill-later = It comes at level { $level }.
button-practise-this = ▶ Practise this
course-place = point { $number } of { $total }
course-now = Now: { $skill }
course-then = Then
course-topics = Topics

## Between exercises

praise-title = A set done 🎉
praise-again = Your set is done. Shall we go on?
milestone-7 = 7 days in a row. A habit is taking root 🔥
milestone-30 = 30 days in a row. A whole month, day by day 🔥
milestone-100 = 100 days in a row. Few people come this far 🎉
milestone-365 = 365 days in a row. A whole year, step by step 🎉
streak-frozen = ❄ Yesterday was covered by a freeze, and your streak goes on. { $left ->
    [0] It was the last one. A new one comes within a week.
    [one] { $left } freeze is left.
   *[other] { $left } freezes are left.
    }
streak-ended = Your streak of { $days ->
    [one] { $days } day
   *[other] { $days } days
    } has come to rest. It happens. A new one begins with one set.
streak-best-stays = Your best: { $days }. That stays.
set-score = { $right } of { $size }
button-next-set = Next set →
button-practise = ▶ Practise
rest-title = That was good work
rest-until = A rest does memory good. I'll be ready at { $at }.
rest-is-over = Rested? Your next set is ready ☕
limit-title = That's all for today
limit-answered = { $count ->
    [one] { $count } answer today.
   *[other] { $count } answers today.
    }
limit-until = New exercises come at { $at }. See you then.
button-remind = 🔔 Remind me
button-go-on = Go on anyway
remind-at = I'll write to you at { $at }.

## Courses

courses-title = Your languages
courses-how = Tap one to switch. Each keeps its own level and memory.
button-new-course = ➕ Another language
button-courses = 🌍 Switch language

button-invite = 🔗 Invite a friend
invite = Come and learn { $language } with me:
button-copy-link = 📋 Copy the link
link-unknown = I can't find where that link leads. All the rest is right here.
link-expired = That link has expired. All the rest is right here.

## Settings

settings-title = Settings
settings-how = Tap a line to change it.
set-locale = Menus: English
set-native = Explanations: { $language }
set-alphabet = Alphabet: { $alphabet }
alphabet-latin = Latinica
alphabet-cyrillic = Ћирилица
set-level = Level: { $level }
set-goal = Goal: { $goal }
set-zone = Time: { $there }
button-other-time = 🕐 Another time
button-is-it = ⏰ Is it { $at } for you?
zone-noted = Noted: it is { $at } for you.
ask-zone = What time is it for you?
place-los-angeles = Los Angeles
place-new-york = New York
place-sao-paulo = São Paulo
place-london = London
place-amsterdam = Amsterdam
place-kyiv = Kyiv
place-moscow = Moscow
place-tbilisi = Tbilisi
place-almaty = Almaty
place-kolkata = Kolkata
place-shanghai = Shanghai
place-tokyo = Tokyo
button-settings = ⚙ Settings
button-progress = 📈 Progress
button-home = ‹ Home
button-back = ‹ Back

## Words

words-title = My words
words-count = { $count ->
    [one] { $count } word
   *[other] { $count } words
    }
words-known = { $count } known well
words-none-yet = Every word that you practise will gather here. You can also pick some from a text.
words-none-due = Nothing is due. Enjoy the quiet.
words-none-shaky = Nothing shaky here.
words-none-known = Nothing here yet. A word arrives once it lasts for a week.
words-show-all = All { $count }
words-show-due = Due { $count }
words-show-shaky = Shaky { $count }
words-show-known = Known { $count }
words-found = My words: { $sought }
words-not-found = None of your words begins like this or means this.
words-more = { $count ->
    [one] And { $count } more: one letter more will find it.
   *[other] And { $count } more: one letter more will narrow it down.
    }
words-how-to-find = Write /words and how the word begins, or what it means: /words hou
word-due-now = Waiting for you now
word-due-in = { $days ->
    [0] Comes back later today
    [1] Comes back tomorrow
   *[other] Comes back in { $days } days
    }
word-is-gone = This word is not among yours. Your list: /words
button-find = 🔎 Search

## Reading

read-title = Reading
read-how = Short stories, sentence by sentence.
read-none = There are no texts in this course yet.
read-tap-sentence = Tap a number for a closer look at its sentence.
read-tap-word = Tap a word to see what it means.
word-is-mine = ✓ in my words
text-is-gone = I can't find this text in your course. What there is: /read
button-add-word = ➕ Add to my words
button-text = ↑ Text
button-texts = ‹ Texts

## Help

help-title = How this works
help-how = Tap or type an answer. I say what was right and why, and ask the hard points again in time. Not sure? “I don't know” is a fine answer.
help-commands =
    /practice · the next exercise
    /chat · talk, or play a scene
    /mistakes · what to repair
    /words · your words
    /read · something to read
    /skills · the grammar, explained
    /course · where you are
    /progress · how it is going
    /language · switch or add a language
    /memory · what I remember of you
    /settings · level, goal, time zone
unknown-command = I don't know that command. These I do:

## When something does not fit

typed-too-long = That is a lot of text: please keep it under { $most } characters.
tap-an-option = This one is answered by a button. Here it is again.
no-word-in-it = I can't find a word in that. Please write your answer in words.
write-more = That is a little short. Please write { $least } words or more.
words-please = I can only read text here. Please type your answer, or tap a button.
nothing-open = No exercise is waiting for an answer right now. Shall we?
answered-too-early = That came before the exercise below was there, so I didn't count it.
not-yours = This button belongs to an exercise that I can't find. Use the newest message, or /practice.
no-exercises = There are no exercises for this language yet. Please try another: /language
old-button = This button is from an earlier time.
backend-away-press = I can't reach my notes. Nothing is lost: press again in a minute.
backend-away-words = I can't reach my notes. Please send that again in a minute.
unexpected = Something went wrong on my side. Please try again. Code { $code }

## Talking with the tutor

button-chat = 💬 Chat
command-chat = Talk, or play a scene
chat-title = Let's talk
chat-how = Play a scene, or just talk. I reply at your level and show you afterwards what could be said better.
chat-how-guided = Play a scene from start to finish: type your reply, or tap a suggestion.
chat-no-scenes = This course has no scenes yet.
button-talk-freely = 🗨 Talk about anything
button-talk-on = ▶ Go on: { $title }
button-translate = 🌐 Translate
button-read-aloud = 🔊 Listen
button-finish = 🏁 Finish
button-stop = ⏹ Stop
button-try-again = 🔁 Try again
button-scenes = 🎭 Scenes
talk-free-title = Talk about anything
talk-role = You:
talk-goal = Your goal:
talk-phrases = Handy phrases
talk-begin = I'm listening. Write to me as you would to a friend.
talk-stopped = stopped
talk-stopping = Stopping…
talk-mistakes = { $count ->
    [one] One thing to say better
   *[other] { $count } things to say better
    }
talk-goal-reached = 🎯 You've reached your goal. Finish whenever you like.
talk-could-say = You could say:
talk-no-hint = Say it in your own words; a short reply is fine.
talk-translating = Translating…
talk-no-translation = I have no translation of this one.
talk-still-replying = One moment, I'm still replying.
talk-left = Our talk can wait: /chat goes on with it.
talk-over = This talk is over. /chat begins a new one.
talk-summing-up = Well done. I'm writing down how it went…
talk-trouble-away = I'm a little short of words right now, so we go on with the script.
talk-trouble-budget = We've talked a lot today, so we go on with the script.
talk-trouble-away-open = I can't find the words right now. Try again in a moment, or play a scene.
talk-trouble-budget-open = That was all our free talk for today. Scenes can be played at any time.
card-title = How it went
card-title-scene = How it went: { $title }
card-numbers = You wrote { $turns ->
    [one] one message
   *[other] { $turns } messages
    }, { $words ->
    [one] one word
   *[other] { $words } words
    } in all.
card-empty = We didn't get to talk this time. Come back whenever you like.
card-goal = 🎯 You reached your goal.
card-praise = What went well
card-mistakes = Worth remembering
card-task = One for the road
memory-title = What I remember of you
memory-how = You told me this in our talks. Tap a number to have it forgotten.
memory-nothing = Nothing yet.
memory-none = Nothing yet. When you tell me about yourself in a talk, I keep it here, and you can erase it.
memory-forgotten = Forgotten
memory-ask-all = Forget everything you told me about yourself?
button-memory = 🧠 Memory
button-forget-all = 🗑 Forget everything
button-forget-sure = Yes, forget it
button-keep = No, keep it

# Something can be done about a verdict
button-typo = ✍️ Typo
button-appeal = 🙋 Mine was OK too
button-explain = 💬 Explain
explain-title = 💬 About your answer
explain-said = “{ $said }”
explain-coming = 💬 One moment, I’m looking at your answer…
explain-may-be-right = 🙋 It may be right all the same. Tap “Mine was OK too”, and somebody will look at it.
typo-undone = ✍️ A slip of the finger: it counts as almost right.
typo-too-late = This one can’t be undone any more. No harm done!
appeal-sent = 🙋 Thank you! Somebody will look at it. Until then it counts for you.
appeal-again = 🙋 It is being looked at. You will hear from me.
appeal-upheld-before = 🙋 You are right, it is accepted now.
appeal-rejected-before = 🙋 Somebody has looked at this answer before: it does not fit here.
appeal-impossible = No further answer fits here. If something is wrong, tap ⋯
appeal-too-many = That’s enough for today: the others are still waiting. Try again tomorrow!
appeal-upheld = You were right: “{ $said }” is accepted now, for you and for everybody. Thank you!
appeal-rejected = Somebody has looked at “{ $said }”. It does not fit here after all; “{ $right }” does. Thank you for asking!

# For admins
command-review = Exercises that wait for a look
command-stock = What there is to practise
command-llm = What models do and cost
command-jobs = Jobs that failed
command-flags = What was reported
review-title = 🔎 { $position } of { $total }
review-done = { $count ->
    [0] ☕ Nothing waits for you.
   *[other] ☕ All done. Decided today: { $count }.
    }
review-seen-all = { $count ->
    [one] ☕ You have seen the only one.
   *[other] ☕ You have seen all { $count }.
    } { $skipped ->
    [one] The skipped one comes back in { $minutes } min.
   *[other] { $skipped } skipped ones come back, the first in { $minutes } min.
    }
review-elsewhere = { $count ->
    [one] Another one is before another admin.
   *[other] { $count } more are before other admins.
    }
review-hidden = hidden
review-seen = 👥 { $exposures } first answers · { $right } right ({ $facility }) · { $gave_up } gave up
review-wrong = ✖️ { $answers }
review-appeal = 🙋 “{ $said }” should be right · { $people ->
    [one] one person
   *[other] { $people } people
    }
review-not-fixed = Not taken over: { $why }
review-taken = Somebody else has this one, or it is decided.
review-too-late = This can’t be taken back any more.
cause-broken = Answers and reports speak for a defect
cause-reports = Reported by many
cause-too-hard = Hardly more are right than by chance
cause-too-easy = Nearly everybody is right
cause-against-ability = The abler, the likelier wrong
cause-appeal = An answer should be right too
cause-asked = You asked to see it
button-keep-exercise = ✅ Keep as it is
appeal-sure = Sure? “{ $said }” will be right for everybody, and this can’t be taken back.
button-uphold = 👍 Accept answer
button-uphold-sure = 👍 Yes, accept it
button-decline = 👎 Decline
button-skipped = 🔎 Skipped ones now
button-retire = 🗑 Retire
button-fix = ✏️ Fix
button-skip = ⏭ Skip
button-take-back = ↩ Undo
button-review = 🔎 Review
button-retry = 🔁 Retry { $id }
fix-which = Which text is wrong?
fix-how = Reply to this message with the new text. A dash alone removes it from its list.
fix-impossible = Not like this: { $why }
fix-saved = ✅ Saved as version { $version }
stock-title = 📦 Stock
stock-head = need live AI look out
stock-legend = Wanted · in practice · of these by a model · waiting for a look · retired
stock-refills = Refills
stock-refill = { $drafts } drafts · about { $cost }
models-title = 🤖 Models on { $day }
models-none = No model is set up.
models-failing = ⚠️ Failing: { $models }
models-no-calls = No calls yet today.
models-budgets = Budgets
jobs-title = ⚙️ Jobs
jobs-counts = { $waiting } wait · { $running } run · { $dead } failed for good
flags-title = ⚑ Reported and not looked at since
flags-none = ⚑ Nothing is reported.

task-read-aloud = Read this aloud: send me a voice message.
task-repeat-after-me = Listen, then say it back in a voice message.
task-answer-aloud = Answer in a voice message.
button-silent = 🤫 I can't speak now
button-speak-again = 🗣 I can speak again
button-delete-recordings = 🗑 Delete my recordings
button-model = 🔊 “{ $words }”
button-model-slow = 🐢 “{ $words }”
silent-now = All right: no speaking for an hour.
speaking-again = Good, speaking exercises are back.
speak-please = This one is for your voice: send me a voice message. Here it is again.
recordings-deleted =
    { $count ->
        [0] There are no recordings of yours here.
        [one] One recording is deleted.
       *[other] { $count } recordings are deleted.
    }
i-heard = I heard:
improve-unclear = One thing to practise: “{ $word }”. Listen to it and say it once more.
improve-missing = One thing to practise: I couldn't hear “{ $word }”.
improve-extra = One thing to practise: “{ $word }” doesn't belong there.
improve-beginning = I heard only the beginning: “{ $words }”. One thing to practise: say it to the end.
improve-middle = I heard only the middle: “{ $words }”. One thing to practise: say all of it.
improve-end = I heard only the end: “{ $words }”. One thing to practise: say it from the start.
improve-flow = One thing to practise: say it in one go, with fewer pauses.
improve-melody = One thing to practise: let your voice rise and fall as in the model.
score-accuracy = sounds { $score }
score-fluency = flow { $score }
score-prosody = melody { $score }
voice-no-task = Nice to hear you! Nothing is waiting for your voice right now, though.
voice-deaf = I can't listen to voice messages here. Tap “I can't speak now” and go on without.
voice-deaf-talk = I can't listen to voice messages here. Write to me instead.
voice-beyond-seconds = That's too long for me: { $most } seconds at most. Could you say it again, shorter?
voice-beyond-size = That file is too big for me: { $most } kB at most. Could you say it again, shorter?
voice-too-many = One at a time: I'm still listening to your last messages.
voice-silence = I heard nothing. Is your microphone on? Try again, a little closer.
voice-noise = There's noise, but I can't make out a voice. Try again somewhere quieter.
voice-too-short = That was too short to hear. Hold the button while you speak.
voice-too-long = That's longer than I can listen. Could you say it again, shorter?
voice-too-big = That file is bigger than I can take. Could you say it again, shorter?
voice-other-language = That sounds like another language. Try again in the one you're learning.
voice-other-sentence = That sounds like something else than what's asked. Try again: it doesn't count.
voice-unclear = I'm not sure I got that. Could you say it once more? It doesn't count.
voice-unreadable = I can't open that recording. Please record it once more.
voice-not-yours = I can't get that recording. Please record it once more.
voice-late = This has been answered already, so I left it at that.
voice-busy = One moment: I'm still replying to your last messages. Then say it again.
voice-nobody = I couldn't listen just now, sorry. It doesn't count: try again in a while.

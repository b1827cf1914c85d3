## Лицо бота

bot-description =
    Языковой репетитор в кармане: короткие упражнения, понятная причина каждой ошибки, и всё трудное возвращается как раз перед тем, как забудется. До первого упражнения — всего три касания.
bot-short-description = Язык за три минуты в день.
command-practice = Заниматься
command-mistakes = Разобрать ошибки
command-words = Мои слова
command-read = Что почитать
command-skills = Грамматика с объяснениями
command-course = Где я в курсе
command-settings = Уровень, цель, часовой пояс
command-help = Как это устроено
this-language = 🇷🇺 Русский
in-this-language = 🌐 По-русски

## Приветствие

welcome-title = Здравствуйте 👋
welcome-how = Несколько упражнений в день, минуты на три за раз. Я запоминаю, что даётся трудно, и возвращаю это вовремя.
ask-language = Какой язык будем учить?
no-languages = Здесь пока нечего учить. Загляните, пожалуйста, немного позже.
ask-level = { $language }: насколько вы его знаете?
level-a1 = 🌱 Начинаю с нуля · A1
level-a2 = 🌿 Кое-что знаю · A2
level-b1 = 🌳 Могу объясниться · B1
level-b2 = B2
level-c1 = C1
level-c2 = C2
ask-goal = Сколько в день?
ask-goal-why = Один подход — пять упражнений. Это можно поменять в любой момент.
goal-label = { $sets ->
    [one] { $sets } подход · около { $minutes } мин
    [few] { $sets } подхода · около { $minutes } мин
   *[many] { $sets } подходов · около { $minutes } мин
    }

## Главный экран и успехи

home-due = Пора повторить: { $count }
goal-line = сегодня { $done } из { $goal } { $goal ->
    [one] подхода
   *[many] подходов
    }
goal-reached = 🎯 Цель дня достигнута: { $done } { $done ->
    [one] подход
    [few] подхода
   *[many] подходов
    }
streak-line = 🔥 { $days ->
    [1] Первый день серии
    [one] { $days } день подряд
    [few] { $days } дня подряд
   *[many] { $days } дней подряд
    }
streak-grew = 🔥 { $days ->
    [1] Первый день серии
    [one] Уже { $days } день подряд
    [few] Уже { $days } дня подряд
   *[many] Уже { $days } дней подряд
    }
streak-freezes = { $left ->
    [one] осталась { $left } заморозка
    [few] осталось { $left } заморозки
   *[many] осталось { $left } заморозок
    }
streak-none = Серия начинается с одного подхода.
streak-best = лучшая серия: { $days }
progress-title = Мои успехи
progress-today = Верно сегодня: { $right } из { $answered }
progress-nothing-today = Сегодня ответов ещё не было
progress-known = Знаю хорошо: { $count }
progress-learning = Осваиваю: { $count }
progress-due = Пора повторить: { $count }
progress-mistakes = Ошибки, над которыми работаем: { $count }
speaking-weeks =
    🗣 Чтение вслух: { $before } → { $now } за { $weeks ->
        [one] неделю
        [few] { $weeks } недели
       *[many] { $weeks } недель
    }
speaking-readings = 🗣 Чтение вслух: { $before } → { $now } за последние фразы ({ $count })
speaking-steady = 🗣 Чтение вслух: стабильно { $now }
speaking-soon =
    { $left ->
        [one] 🗣 Прочитайте вслух ещё одну фразу, и я скажу, как идёт дело
        [few] 🗣 Прочитайте вслух ещё { $left } фразы, и я скажу, как идёт дело
       *[many] 🗣 Прочитайте вслух ещё { $left } фраз, и я скажу, как идёт дело
    }
progress-weakest = Требует внимания

## Упражнения

because-mistake = прошлая ошибка
because-review = пора вспомнить
because-new = новое
because-again = ещё раз
because-focus = по вашему выбору
because-repair = исправляем
task-choose-sentence = Какое предложение подходит?
task-fill-gap = Выберите подходящее слово.
task-type-gap = Напишите подходящее слово.
task-translate = Переведите и напишите ответ.
task-order-words = Расставьте слова. Могут быть лишние.
task-choose-word = Выберите слово.
task-choose-stress = На какой слог падает ударение?
task-complete-dialogue = Что подходит к разговору?
task-correct-mistake = Одно слово неверно. Нажмите на него.
task-mend = Что должно стоять вместо «{ $word }»?
task-match-pairs = Соедините пары: сначала слева, потом справа.
task-sort-words = Нажмите на слово, потом на его группу.
task-read-text = Прочитайте и ответьте.
task-dictation = Послушайте и напишите, что услышали.
task-choose-heard = Послушайте. Что вы слышите?
task-minimal-pair = Послушайте. Какое слово вы слышите?
task-hear-story = Послушайте и ответьте.
task-write-text = Напишите свой текст: от { $least } до { $most } слов.
button-hint = 💡 Помощь
hint-letters = Начало:
hint-bank = Из этих слов:
hint-meaning = Это значит:
hint-out = Точно не это:
hint-place = Посмотрите сюда:
hint-part = Одна часть:

heard-words =
    { $count ->
        [one] { $count } слово
        [few] { $count } слова
       *[many] { $count } слов
    }
button-listen = ▶ Слушать
button-slower = 🐢 Медленнее
voice-away = Сейчас не получается включить голос. Попробуйте чуть позже.
button-dont-know = 🤷 Не знаю
button-more = ⋯
button-too-easy = 🥱 Слишком легко
button-too-hard = 🥵 Слишком трудно
button-flag = ⚑ Здесь что-то не так
button-flag-before = ⚑ Предыдущее
moved-easier = на шаг легче
moved-harder = на шаг дальше
opinion-noted = Учту. Скажите это ещё раз на следующем, и перейдём на шаг { $way ->
    [easier] легче
   *[harder] дальше
    }.
opinion-easier = Хорошо: со следующего — на шаг легче.
opinion-harder = Хорошо: со следующего — на шаг дальше.
opinion-easiest = Это самое начало курса. Подсказки всегда под рукой.
opinion-hardest = Дальше в курсе пока ничего нет. Отличная работа.
ask-flag = Что здесь не так?
flag-wrong-key = Ответ неверен
flag-two-keys = Мой ответ тоже верен
flag-language = Странный язык
flag-other = Другое
flag-thanks = Спасибо. Потом это упражнение вам больше не встретится, а если его отметят и другие, его проверит человек.
flag-again = Это вы уже отметили. Спасибо.
hidden-title = ⚑ Ученики отметили это упражнение
hidden-how = Оно скрыто, пока его не проверят: /review
button-undo = ↩ Отменить
button-check = Проверить ✓
verdict-correct-1 = Верно
verdict-correct-2 = Да, именно так
verdict-correct-3 = Всё правильно
verdict-correct-4 = Хорошо получилось
verdict-almost-1 = Почти: проверьте написание
verdict-almost-2 = Верно, но есть небольшая опечатка
verdict-said-almost-1 = Почти получилось
verdict-said-almost-2 = Хорошо, с небольшой неточностью
verdict-wrong-1 = Не совсем так
verdict-wrong-2 = Не в этот раз
verdict-unsure-1 = Здесь я не берусь судить
checking = Сейчас внимательно посмотрю…
checking-longer = Над этим я ещё немного подумаю. А пока пойдём дальше!
button-let-go = Пока дальше →
late-verdict = О вашем ответе «{ $said }»:
gave-up = Ничего страшного. Вот ответ
self-checked-right = Принято: ваш вариант тоже верен
self-checked-wrong = Принято: скоро повторим
model-answer = Один из верных ответов:
your-answer = По сравнению с вашим:
self-check-question = Решать вам: ваш ответ тоже верен?
button-mine-right = 👍 Мой тоже верен
button-mine-wrong = 👎 Мой неверен
self-check-text-question = Решать вам: как получилось?
button-mine-right-text = 👍 Есть всё
button-mine-wrong-text = 🌱 Пока не всё
written-correct = Отлично написано
written-almost = Хорошая работа, кое-что можно отшлифовать
written-wrong = Хорошее начало, есть над чем поработать
written-unsure = Спасибо за текст
written-task = Задание
written-range = Слова
written-accuracy = Грамматика
written-cohesion = Связность
written-example = Ваш текст принят. Вот пример для сравнения:
written-check = Всё ли есть в вашем?
written-checked-right = Прекрасно. Когда пишешь, язык становится своим
written-checked-wrong = Спасибо, что попробовали. В следующий раз будет легче

## Что изучено

button-mistakes = 🔧 { $count ->
    [0] Ошибки
   *[other] Ошибки ({ $count })
    }
button-words = 🗂 Слова
button-skills = 📘 Грамматика
button-read = 📖 Чтение
button-course = 🗺 Курс
button-repair = 🔧 { $count ->
    [one] Исправить { $count } ошибку
    [few] Исправить { $count } ошибки
   *[many] Исправить { $count } ошибок
    }
home-mistakes = { $count ->
    [one] { $count } ошибку стоит исправить сегодня
    [few] { $count } ошибки стоит исправить сегодня
   *[many] { $count } ошибок стоит исправить сегодня
    }
mistakes-title = Разбор ошибок ({ $count })
mistakes-how = Два верных ответа в разные дни, и ошибка уходит из списка.
mistakes-done-today = { $count ->
    [1] Сегодня это уже получилось. Ещё раз в другой день, и ошибка уйдёт из списка.
   *[other] Сегодня всё это ({ $count }) уже получилось. Ещё раз в другой день, и ошибки уйдут из списка.
    }
mistakes-none = Разбирать пока нечего
mistakes-none-how = Здесь собирается то, что не получилось. Оно вернётся в другом упражнении.
patterns-title = Вашими словами
patterns-how = Для них готовятся новые упражнения. Они появятся в практике, обычно в течение дня.
mistake-new = новая
mistake-back = вернулась
mistake-better = уже лучше
mistake-times = { $count } { $count ->
    [one] раз
    [few] раза
   *[many] раз
    }
mistake-today = сегодня верно
button-practise-these = 🔧 Потренировать их
repaired-title = На сегодня всё 🎉
repaired-how = Что получилось сегодня, уйдёт из списка ещё через один такой день.
focus-none = На эту тему сейчас нет упражнений для вас.
button-once-more = 🔁 Ещё раз эту тему
skills-title = Грамматика · { $level }
skills-how = Нажмите на тему, чтобы прочитать о ней. Полоска показывает, насколько она знакома, а точка — что она ещё впереди.
skills-none = В этом курсе нет отдельных тем по грамматике.
strength-0 = ещё не было
strength-1 = первое знакомство
strength-2 = уже знакомо
strength-3 = прочно усвоено
skill-mistakes = { $count ->
    [one] не получилось { $count } раз
    [few] не получилось { $count } раза
   *[many] не получилось { $count } раз
    }
skill-later = Эта тема ждёт на уровне { $level }.
button-practise-this = ▶ Потренировать это
course-place = тема { $number } из { $total }
course-now = Сейчас: { $skill }
course-then = Дальше
course-topics = О чём курс

## Между упражнениями

praise-title = Подход завершён 🎉
praise-again = Подход завершён. Продолжим?
milestone-7 = 7 дней подряд. Привычка пускает корни 🔥
milestone-30 = 30 дней подряд. Целый месяц, день за днём 🔥
milestone-100 = 100 дней подряд. Такое удаётся немногим 🎉
milestone-365 = 365 дней подряд. Целый год, шаг за шагом 🎉
streak-frozen = ❄ Вчерашний день закрыла заморозка, и серия продолжается. { $left ->
    [0] Она была последней. Новая появится в течение недели.
    [one] Осталась { $left } заморозка.
    [few] Осталось { $left } заморозки.
   *[many] Осталось { $left } заморозок.
    }
streak-ended = Ваша серия остановилась: { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
    }. Так бывает. Новая начинается с одного подхода.
streak-best-stays = Лучшая серия: { $days }. Она остаётся с вами.
set-score = { $right } из { $size }
button-next-set = Следующий подход →
button-practise = ▶ Заниматься
rest-title = Хорошо поработали
rest-until = Отдых полезен для памяти. Жду вас в { $at }.
rest-is-over = Отдохнули? Следующий подход готов ☕
limit-title = На сегодня всё
limit-answered = { $count ->
    [one] Сегодня { $count } ответ.
    [few] Сегодня { $count } ответа.
   *[many] Сегодня { $count } ответов.
    }
limit-until = Новые упражнения появятся в { $at }. До встречи.
button-remind = 🔔 Напомнить
button-go-on = Всё равно продолжить
remind-at = Напишу вам в { $at }.

## Курсы

courses-title = Ваши языки
courses-how = Нажмите на язык, чтобы его выбрать. У каждого свой уровень и своя память.
button-new-course = ➕ Другой язык
button-courses = 🌍 Сменить язык

button-invite = 🔗 Позвать друга
invite = Учите этот язык вместе со мной: { $language }
button-copy-link = 📋 Скопировать ссылку
link-unknown = Не нахожу, куда ведёт эта ссылка. Всё остальное — здесь.
link-expired = Эта ссылка устарела. Всё остальное — здесь.

## Настройки

settings-title = Настройки
settings-how = Нажмите на строку, чтобы её изменить.
set-locale = Меню: русский
set-native = Объяснения: { $language }
set-alphabet = Алфавит: { $alphabet }
alphabet-latin = Latinica
alphabet-cyrillic = Ћирилица
set-level = Уровень: { $level }
set-goal = Цель: { $goal }
set-zone = Время: { $there }
button-other-time = 🕐 Другое время
button-is-it = ⏰ У вас сейчас { $at }?
zone-noted = Записано: у вас { $at }.
ask-zone = Который у вас час?
place-los-angeles = Лос-Анджелес
place-new-york = Нью-Йорк
place-sao-paulo = Сан-Паулу
place-london = Лондон
place-amsterdam = Амстердам
place-kyiv = Киев
place-moscow = Москва
place-tbilisi = Тбилиси
place-almaty = Алматы
place-kolkata = Калькутта
place-shanghai = Шанхай
place-tokyo = Токио
button-settings = ⚙ Настройки
button-progress = 📈 Успехи
button-home = ‹ Главная
button-back = ‹ Назад

## Слова

words-title = Мои слова
words-count = { $count ->
    [one] { $count } слово
    [few] { $count } слова
   *[many] { $count } слов
    }
words-known = хорошо знаю { $count }
words-none-yet = Здесь соберутся слова из упражнений. А ещё их можно брать из текстов.
words-none-due = Повторять пока нечего. Можно отдохнуть.
words-none-shaky = Шатких слов нет.
words-none-known = Пока пусто. Слово попадёт сюда, когда продержится в памяти неделю.
words-show-all = Все { $count }
words-show-due = Повторить { $count }
words-show-shaky = Шаткие { $count }
words-show-known = Знаю { $count }
words-found = Мои слова: { $sought }
words-not-found = Ни одно из ваших слов так не начинается и этого не значит.
words-more = { $count ->
    [1] И ещё { $count } слово: добавьте букву, и оно найдётся.
    [one] И ещё { $count } слово: добавьте букву, и список станет короче.
    [few] И ещё { $count } слова: добавьте букву, и список станет короче.
   *[many] И ещё { $count } слов: добавьте букву, и список станет короче.
    }
words-how-to-find = Напишите /words и начало слова или его значение: /words дом
word-due-now = Ждёт вас сейчас
word-due-in = { $days ->
    [0] Вернётся сегодня позже
    [1] Вернётся завтра
    [one] Вернётся через { $days } день
    [few] Вернётся через { $days } дня
   *[many] Вернётся через { $days } дней
    }
word-is-gone = Среди ваших слов такого нет. Весь список: /words
button-find = 🔎 Поиск

## Чтение

read-title = Чтение
read-how = Короткие истории, предложение за предложением.
read-none = В этом курсе текстов пока нет.
read-tap-sentence = Нажмите на номер, чтобы рассмотреть предложение.
read-tap-word = Нажмите на слово, чтобы узнать, что оно значит.
word-is-mine = ✓ в моих словах
text-is-gone = Не нахожу этого текста в вашем курсе. Что есть: /read
button-add-word = ➕ В мои слова
button-text = ↑ Текст
button-texts = ‹ Тексты

## Справка

help-title = Как это устроено
help-how = Нажмите или напишите ответ. Я скажу, как правильно и почему, а трудное спрошу ещё раз вовремя. Не уверены? «Не знаю» — тоже хороший ответ.
help-commands =
    /practice · следующее упражнение
    /chat · поговорить или разыграть сценку
    /mistakes · что исправить
    /words · мои слова
    /read · что почитать
    /skills · грамматика с объяснениями
    /course · где я в курсе
    /progress · мои успехи
    /language · сменить или добавить язык
    /memory · что я о вас помню
    /settings · уровень, цель, часовой пояс
unknown-command = Такой команды я не знаю. Зато знаю эти:

## Когда что-то не подходит

typed-too-long = Это слишком длинно: пожалуйста, не больше { $most } знаков.
tap-an-option = Здесь отвечают кнопкой. Вот упражнение ещё раз.
no-word-in-it = Не нахожу здесь слов. Напишите ответ словами.
write-more = Пока коротковато. Напишите, пожалуйста, не меньше { $least } слов.
words-please = Здесь я умею читать только текст. Напишите ответ или нажмите кнопку.
nothing-open = Сейчас ни одно упражнение не ждёт ответа. Начнём?
answered-too-early = Ответ пришёл раньше, чем появилось упражнение ниже, поэтому он не засчитан.
not-yours = Эта кнопка от упражнения, которого я не нахожу. Откройте последнее сообщение или /practice.
no-exercises = Для этого языка упражнений пока нет. Попробуйте другой: /language
old-button = Эта кнопка из прошлых времён.
backend-away-press = Не могу добраться до своих записей. Ничего не пропало: нажмите ещё раз через минуту.
backend-away-words = Не могу добраться до своих записей. Пришлите это ещё раз через минуту.
unexpected = У меня что-то пошло не так. Попробуйте ещё раз. Код { $code }

## Talking with the tutor

button-chat = 💬 Разговор
command-chat = Поговорить или разыграть сценку
chat-title = Поговорим?
chat-how = Разыграйте сценку или просто поболтайте. Я отвечаю на вашем уровне, а потом показываю, что можно сказать лучше.
chat-how-guided = Разыграйте сценку от начала до конца: напишите ответ или нажмите на подсказку.
chat-no-scenes = В этом курсе пока нет сценок.
button-talk-freely = 🗨 Поговорить о чём угодно
button-talk-on = ▶ Дальше: { $title }
button-translate = 🌐 Перевод
button-read-aloud = 🔊 Послушать
button-finish = 🏁 Закончить
button-stop = ⏹ Стоп
button-try-again = 🔁 Ещё раз
button-scenes = 🎭 Сценки
talk-free-title = Разговор о чём угодно
talk-role = Вы:
talk-goal = Ваша цель:
talk-phrases = Полезные фразы
talk-begin = Я слушаю. Пишите мне, как писали бы другу.
talk-stopped = остановлено
talk-stopping = Останавливаюсь…
talk-mistakes = { $count ->
    [one] Можно сказать лучше
    [few] { $count } места, где можно сказать лучше
   *[many] { $count } мест, где можно сказать лучше
    }
talk-goal-reached = 🎯 Цель достигнута. Закончить можно в любой момент.
talk-could-say = Можно сказать так:
talk-no-hint = Скажите своими словами; короткий ответ тоже хорош.
talk-translating = Перевожу…
talk-no-translation = Для этого у меня нет перевода.
talk-still-replying = Минутку, я ещё отвечаю.
talk-left = Наш разговор подождёт: /chat вернёт вас к нему.
talk-over = Этот разговор закончен. Новый начнёт /chat.
talk-summing-up = Отлично. Записываю, как всё прошло…
talk-trouble-away = Мне сейчас не хватает слов, поэтому продолжим по сценарию.
talk-trouble-budget = Сегодня мы уже много говорили, поэтому продолжим по сценарию.
talk-trouble-away-open = Сейчас мне не хватает слов. Попробуйте чуть позже или разыграйте сценку.
talk-trouble-budget-open = На сегодня свободный разговор закончен. Сценки можно играть в любое время.
card-title = Как всё прошло
card-title-scene = Как всё прошло: { $title }
card-numbers = Вы написали { $turns ->
    [one] { $turns } сообщение
    [few] { $turns } сообщения
   *[many] { $turns } сообщений
    }, всего { $words ->
    [one] { $words } слово
    [few] { $words } слова
   *[many] { $words } слов
    }.
card-empty = В этот раз поговорить не успели. Возвращайтесь, когда захочется.
card-goal = 🎯 Вы достигли цели.
card-praise = Что получилось хорошо
card-mistakes = Стоит запомнить
card-task = И одно задание на дорожку
memory-title = Что я о вас помню
memory-how = Вы рассказали это в наших разговорах. Нажмите на номер, и я это забуду.
memory-nothing = Пока ничего.
memory-none = Пока ничего. То, что вы расскажете о себе в разговоре, будет храниться здесь, и вы сможете это стереть.
memory-forgotten = Забыто
memory-ask-all = Забыть всё, что вы рассказали о себе?
button-memory = 🧠 Память
button-forget-all = 🗑 Забыть всё
button-forget-sure = Да, забыть
button-keep = Нет, оставить

# С оценкой можно что-то сделать
button-typo = ✍️ Описка
button-appeal = 🙋 Мой тоже верен
button-explain = 💬 Почему?
explain-title = 💬 О вашем ответе
explain-said = «{ $said }»
explain-coming = 💬 Секунду, смотрю на ваш ответ…
explain-may-be-right = 🙋 Возможно, так тоже можно. Нажмите «Мой тоже верен», и ответ посмотрит человек.
typo-undone = ✍️ Палец соскользнул: засчитано как почти верно.
typo-too-late = Это уже не отменить. Ничего страшного!
appeal-sent = 🙋 Спасибо! Ответ посмотрит человек. А пока он засчитан.
appeal-again = 🙋 Ответ уже смотрят. Я напишу, что решили.
appeal-upheld-before = 🙋 Вы правы, теперь этот ответ принимается.
appeal-rejected-before = 🙋 Этот ответ уже смотрели: здесь он не подходит.
appeal-impossible = Другие ответы здесь не подходят. Если что-то не так, нажмите ⋯
appeal-too-many = На сегодня хватит: остальные ещё ждут. Попробуйте завтра!
appeal-upheld = Вы были правы: «{ $said }» теперь принимается, у вас и у всех. Спасибо!
appeal-rejected = Мы посмотрели ответ «{ $said }». Здесь он всё-таки не подходит, а подходит «{ $right }». Спасибо, что спросили!

# For admins
command-review = Упражнения, которые ждут проверки
command-stock = Что есть для практики
command-llm = Что делают и сколько стоят модели
command-jobs = Задания, которые не удались
command-flags = На что жаловались
review-title = 🔎 { $position } из { $total }
review-done = { $count ->
    [0] ☕ Вас ничего не ждёт.
   *[other] ☕ Всё проверено. Решено сегодня: { $count }.
    }
review-seen-all = ☕ Вы посмотрели всё: { $count }. { $skipped ->
    [1] Пропущенное вернётся через { $minutes } мин.
   *[other] Пропущенные ({ $skipped }) вернутся, первое через { $minutes } мин.
    }
review-elsewhere = У других админов сейчас ещё { $count }.
review-hidden = скрыто
review-seen = 👥 первых ответов: { $exposures } · верных: { $right } ({ $facility }) · сдались: { $gave_up }
review-wrong = ✖️ { $answers }
review-appeal = 🙋 «{ $said }» тоже верно? · { $people ->
    [one] { $people } человек
    [few] { $people } человека
   *[other] { $people } человек
    }
review-not-fixed = Не принято: { $why }
review-taken = Это уже у другого или решено.
review-too-late = Это уже не отменить.
cause-broken = Ответы и жалобы говорят об ошибке
cause-reports = Жалоб много
cause-too-hard = Верных едва больше, чем наугад
cause-too-easy = Верно почти у всех
cause-against-ability = Чем сильнее ученик, тем чаще неверно
cause-appeal = Ещё один ответ может быть верным
cause-asked = Вы хотели посмотреть
button-keep-exercise = ✅ Оставить так
appeal-sure = Точно? «{ $said }» станет верным для всех, и отменить это будет нельзя.
button-uphold = 👍 Принять ответ
button-uphold-sure = 👍 Да, принять
button-decline = 👎 Отклонить
button-skipped = 🔎 Пропущенные сейчас
button-retire = 🗑 Убрать
button-fix = ✏️ Исправить
button-skip = ⏭ Пропустить
button-take-back = ↩ Отменить
button-review = 🔎 Проверка
button-retry = 🔁 Повторить { $id }
fix-which = Какой текст неверен?
fix-how = Ответьте на это сообщение новым текстом. Одно тире убирает строку из списка.
fix-impossible = Так нельзя: { $why }
fix-saved = ✅ Сохранено как версия { $version }
stock-title = 📦 Запас
stock-head = надо есть ИИ ждут снят
stock-legend = Не хватает · в практике · из них от модели · ждут проверки · убрано
stock-refills = Пополнения
stock-refill = черновиков { $drafts } · около { $cost }
models-title = 🤖 Модели, { $day }
models-none = Модель не настроена.
models-failing = ⚠️ Не отвечают: { $models }
models-no-calls = Сегодня вызовов ещё не было.
models-budgets = Бюджеты
jobs-title = ⚙️ Задания
jobs-counts = ждут { $waiting } · выполняются { $running } · не удались { $dead }
flags-title = ⚑ Жалобы, которые ещё не проверены
flags-none = ⚑ Жалоб нет.

task-read-aloud = Прочитайте вслух: пришлите голосовое сообщение.
task-repeat-after-me = Послушайте и повторите в голосовом сообщении.
task-answer-aloud = Ответьте голосовым сообщением.
button-silent = 🤫 Сейчас не могу говорить
button-speak-again = 🗣 Снова могу говорить
button-delete-recordings = 🗑 Удалить мои записи
button-model = 🔊 «{ $words }»
button-model-slow = 🐢 «{ $words }»
silent-now = Хорошо: час без устных заданий.
speaking-again = Отлично, устные задания снова с нами.
speak-please = Здесь нужен ваш голос: пришлите голосовое сообщение. Вот упражнение ещё раз.
recordings-deleted =
    { $count ->
        [0] Ваших записей здесь нет.
        [one] Удалена { $count } запись.
        [few] Удалены { $count } записи.
       *[many] Удалено { $count } записей.
    }
i-heard = Я слышу:
improve-unclear = Что потренировать: «{ $word }». Послушайте и скажите ещё раз.
improve-missing = Что потренировать: я не слышу «{ $word }».
improve-extra = Что потренировать: «{ $word }» здесь лишнее.
improve-beginning = Слышу только начало: «{ $words }». Что потренировать: скажите до конца.
improve-middle = Слышу только середину: «{ $words }». Что потренировать: скажите целиком.
improve-end = Слышу только конец: «{ $words }». Что потренировать: скажите с самого начала.
improve-flow = Что потренировать: скажите на одном дыхании, с меньшими паузами.
improve-melody = Что потренировать: пусть голос поднимается и опускается, как в образце.
score-accuracy = звуки { $score }
score-fluency = беглость { $score }
score-prosody = мелодика { $score }
voice-no-task = Рад вас слышать! Но сейчас голос ни для чего не нужен.
voice-deaf = Здесь я не умею слушать голосовые. Нажмите «Сейчас не могу говорить» и продолжайте без них.
voice-deaf-talk = Здесь я не умею слушать голосовые. Напишите мне.
voice-beyond-seconds = Для меня это слишком долго: не больше { $most } секунд. Скажете ещё раз, короче?
voice-beyond-size = Файл для меня слишком большой: не больше { $most } кБ. Скажете ещё раз, короче?
voice-too-many = По одному: я ещё слушаю ваши прошлые сообщения.
voice-silence = Ничего не слышно. Микрофон включён? Попробуйте ещё раз, чуть ближе.
voice-noise = Шум слышу, а голоса не разобрать. Попробуйте ещё раз там, где тише.
voice-too-short = Слишком коротко, не расслышать. Держите кнопку, пока говорите.
voice-too-long = Это дольше, чем я могу слушать. Скажете ещё раз, короче?
voice-too-big = Файл больше, чем я могу принять. Скажете ещё раз, короче?
voice-other-language = Похоже на другой язык. Попробуйте на том, который учите.
voice-other-sentence = Похоже, это не то, что нужно сказать. Попробуйте ещё раз: это не считается.
voice-unclear = Не уверен, что расслышал. Скажете ещё раз? Это не считается.
voice-unreadable = Не могу открыть эту запись. Запишите, пожалуйста, ещё раз.
voice-not-yours = Не могу получить эту запись. Запишите, пожалуйста, ещё раз.
voice-late = На это уже есть ответ, так что оставим как есть.
voice-busy = Минутку: я ещё отвечаю на прошлые сообщения. Потом скажите ещё раз.
voice-nobody = Сейчас не получилось послушать, простите. Это не считается: попробуйте чуть позже.

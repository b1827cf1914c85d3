"""What the voices of this machine read. `FLUENT`: what scores are calibrated by. `planted`: what
they are controlled by, in each sentence a word, and what is read in its place where a mistake is
planted. No sentence is in both, or in the recordings that experts scored."""

from typing import NamedTuple

from backend.speech.words import words_of


class Planted(NamedTuple):
    """`wrong` is read in the place of the word no. `place` of `right`, from 0."""

    right: str
    wrong: str
    place: int


_READ = """
My older (brother|window) works in a small hospital near the river.
The train to the airport (leaves|sings) every twenty minutes.
Could you tell me where the nearest (station|mountain) is?
She has been learning the (piano|carpet) since she was six.
We (usually|never) have dinner together on Sunday evening.
I forgot my (umbrella|calendar) at the office again yesterday.
There is a little (bakery|engine) on the corner of our street.
They are planning to (visit|paint) their grandparents in August.
He poured some (coffee|gravel) into a large blue cup.
Please (close|burn) the window before you go to bed.
The children were playing (football|chess) in the park all morning.
I would rather stay at home and (read|bake) a good book.
Our neighbours have two dogs and a very old (cat|horse).
It was raining so (heavily|gently) that nobody wanted to go outside.
The museum is (closed|famous) on Mondays and public holidays.
You should take this (medicine|suitcase) three times a day after meals.
Last summer we travelled through the (mountains|factories) by bicycle.
My teacher always gives us (interesting|terrible) stories to read.
How much did you (pay|laugh) for those leather boots?
The (kitchen|garden) smells of fresh bread and roasted onions.
If I had more money, I would buy a new (camera|ladder).
Nobody (knew|drew) the answer to the last question.
The bus was late, so we (walked|danced) all the way home.
She speaks Spanish (fluently|slowly) but wants to improve her grammar.
They (moved|sailed) to a quiet village outside the city.
The doctor told him to drink more (water|petrol) and sleep longer.
I have never seen such a beautiful (sunset|hammer) before.
Would you like some (sugar|pepper) in your tea?
The film starts at eight, so let us meet at (seven|nine).
He lost his (keys|shoes) somewhere between the shop and the car.
We need three eggs, some (flour|leather) and a bit of butter.
Her (daughter|colleague) wants to become an engineer one day.
The weather will be (warmer|colder) at the end of the week.
Turn (left|back) at the traffic lights and then go straight on.
I sent you an (email|elephant) with all the important details.
My father repairs old (clocks|tractors) in his free time.
The students (finished|dropped) their project two days ago.
There were too many (people|flowers) in the waiting room.
She put the letter into a (drawer|basket) and forgot about it.
Most (birds|pilots) fly to the south before winter comes.
We had to (cancel|borrow) the meeting because of the storm.
He is tired because he worked until (midnight|Tuesday) last night.
The library has a large (collection|kitchen) of foreign magazines.
Can you help me (carry|measure) this heavy table upstairs?
The new bridge will (connect|surround) both parts of the town.
I always (brush|count) my teeth before breakfast.
They sell fresh (vegetables|newspapers) at the market every Friday.
The little girl was afraid of the (dark|moon).
Somebody has (left|sold) a red jacket on the chair.
After the concert we went to a (restaurant|cathedral) by the sea.
"""


FLUENT = """
The shop opens at nine and closes at six.
We bought two tickets for the evening show.
My sister lives on the third floor of that building.
Do you know what time the lesson begins?
He wrote a long letter to his best friend.
They often eat fish with rice and a green salad.
It is warmer in the south than in the north.
She asked us to open our books and listen.
I am looking for a present for my mother.
There is no milk left in the fridge.
We took a taxi because it was so late.
What a lovely surprise to see you here!
Every winter the lake behind our house freezes.
You must not park your car in front of the school.
Where did they spend their holidays this year?
I think this jacket is too expensive for me.
The old man sat on a bench and fed the ducks.
When I was a child, I wanted to be a pilot.
Her cousin has just found a job in a bank.
Let me know as soon as you arrive.
Bananas are cheaper than strawberries in May.
Our flight was delayed for almost three hours.
He does not like loud music or crowded places.
Which of these pictures do you prefer?
The soup needs a bit more salt and some lemon.
We should leave now if we want to catch the ferry.
A friend of mine collects stamps from all over the world.
It takes ten minutes to walk from here to the castle.
She was cooking supper when the lights went out.
Good morning, I would like to book a double room.
""".strip().splitlines()


def planted() -> list[Planted]:
    return [_planted(line) for line in _READ.strip().splitlines()]


def _planted(line: str) -> Planted:
    before, rest = line.split("(")
    pair, after = rest.split(")")
    right, wrong = pair.split("|")
    return Planted(before + right + after, before + wrong + after, len(words_of(before)))

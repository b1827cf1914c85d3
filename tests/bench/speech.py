"""How near the scores of a read-aloud sentence come to those of experts, and what they cost.

Without DATA: the scored recordings beside the project; every voice is scored by coefficients that
were fitted on other voices. DATA=FOLDER takes another folder of that shape (`scores.jsonl` and
`voice/`) and scores it with the coefficients that the product ships. Intervals are of 95 %, over
voices. The voice of this machine, where there is one, reads other sentences as a control.
PARLEY_ASR_MODEL names another model; its coefficients have to be fitted first.
"""

import resource
from pathlib import Path

from backend.gateways.asr import AsrUnavailable
from backend.gateways.phones import PhonesUnavailable
from backend.gateways.speaking import NoVoice
from backend.speech.evidence import Evidence
from backend.speech.heard import Phonetician, Recogniser
from backend.speech.scoring import shipped
from tests.bench.report import Reporter, at_most, progress
from tests.bench.speech_controls import tell_controls
from tests.bench.speech_data import folder, recordings
from tests.bench.speech_fit import Sample
from tests.bench.speech_fluent import fluent
from tests.bench.speech_listen import Spent, ears, listened
from tests.bench.speech_parts import tell_parts
from tests.bench.speech_readings import tell_readings
from tests.bench.speech_scores import crossed, judged_by, tell_curves, tell_scores
from tests.bench.speech_transcripts import tell_transcripts

PROMISED_FACTOR = 0.3
_KILOBYTE = 1024  # of which Linux counts peak memory


def run() -> None:
    place, asked = folder()
    if not (place / "scores.jsonl").is_file():
        progress("speech: left out, no scored recordings are here; DATA=FOLDER names them")
        return
    report = Reporter("speech")
    before = _peak()
    try:
        listeners = ears()
    except (AsrUnavailable, PhonesUnavailable) as error:
        progress(f"speech: left out: {error}")
        return
    by = shipped(listeners[0].name)
    samples = _heard(report, place, *listeners)
    report(place.name, "peak memory of listening", _peak() - before, "MB")
    tell_transcripts(report, place.name, samples)
    if by:
        tell_controls(report, samples, *listeners, by)
        tell_readings(report, *listeners, by)
    if by and asked:
        tell_scores(report, f"{place.name}, shipped coefficients", judged_by(samples, by))
        return
    judged = crossed(samples, _fluent(*listeners))
    tell_scores(report, f"{place.name}, new voices", judged)
    tell_curves(report, f"{place.name}, new voices", judged)
    tell_parts(report, place.name, samples)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KILOBYTE


def _fluent(recogniser: Recogniser, phonetician: Phonetician) -> list[Evidence]:
    try:
        return fluent(recogniser, phonetician)
    except NoVoice as error:
        progress(f"speech: scores are told as they are found: {error}")
        return []


def _heard(
    report: Reporter, place: Path, recogniser: Recogniser, phonetician: Phonetician
) -> list[Sample]:
    voices, case = recordings(place), place.name
    progress(f"speech: {len(voices)} recordings, {recogniser.name}")
    samples, spent = list[Sample](), list[Spent]()
    for voice, evidence, each in listened(voices, recogniser, phonetician):
        samples.append(Sample(voice, evidence))
        spent.append(each)
    duration = sum(one.evidence.seconds for one in samples)
    report(case, "recordings", len(samples), "recordings")
    factor = sum(each.clock for each in spent) / duration
    work = sum(each.work for each in spent) / duration
    report(case, "real-time factor", factor, "of duration", at_most(PROMISED_FACTOR))
    report(case, "processor time, all cores", work, "of duration")
    return samples

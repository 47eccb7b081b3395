"""Golden log-mel spectrograms of librosa, for libs/audio-core/src/features/log-mel.test.ts.

    python3.11 -m venv VENV && VENV/bin/pip install -r tools/models/golden/musicnn-requirements.txt
    VENV/bin/python tools/models/golden/log-mel-golden.py > libs/audio-core/src/features/golden/log-mel-golden.json
"""

import base64
import json

import librosa
import numpy as np
from test_signal import test_signal

CASES = [
    {
        "samples": 6_001,
        "options": {
            "sampleRate": 16_000, "fftSize": 512, "hopLength": 256,
            "melBands": 96, "minFrequency": 0, "maxFrequency": 8_000,
            "padding": "zero", "compression": "log10-1-10000x",
        },
    },
    {
        "samples": 6_399,
        "options": {
            "sampleRate": 32_000, "fftSize": 1024, "hopLength": 320,
            "melBands": 64, "minFrequency": 50, "maxFrequency": 14_000,
            "padding": "reflect", "compression": "decibel",
        },
    },
]


def golden(case):
    options = case["options"]
    power = librosa.feature.melspectrogram(
        y=test_signal(case["samples"], options["sampleRate"]).astype(np.float64),
        sr=options["sampleRate"],
        n_fft=options["fftSize"],
        hop_length=options["hopLength"],
        n_mels=options["melBands"],
        fmin=options["minFrequency"],
        fmax=options["maxFrequency"],
        pad_mode="reflect" if options["padding"] == "reflect" else "constant",
    ).T
    decibel = options["compression"] == "decibel"
    log_mel = librosa.power_to_db(power, ref=1.0, amin=1e-10, top_db=None) if decibel else np.log10(1 + 10_000 * power)
    return {**case, "frames": base64.b64encode(np.ascontiguousarray(log_mel, dtype="<f4").tobytes()).decode()}


print(json.dumps([golden(case) for case in CASES], indent=1))

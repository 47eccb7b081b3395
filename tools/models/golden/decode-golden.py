"""Golden samples of the reference, librosa.load(sr=32000, mono=True), for the tests of libs/audio-core/src/decode.

    node tools/models/golden/decode-files.ts FOLDER && cp FOLDER/sweep.mp3 libs/audio-core/src/decode/golden
    python -m venv VENV && VENV/bin/pip install -r tools/models/golden/decode-requirements.txt
    VENV/bin/python tools/models/golden/decode-golden.py FOLDER > libs/audio-core/src/decode/golden/decode-golden.json

Of each file: the number of samples, and 1,000 samples at the start, in the middle, where the sweep is high, and at the
end (base64, float32 little-endian).
"""

import base64
import json
import sys
from pathlib import Path

import librosa

PIECE = 1_000

golden = {}
for path in sorted(Path(sys.argv[1]).iterdir()):
    samples, _ = librosa.load(path, sr=32_000, mono=True, res_type="soxr_hq")
    starts = [0, len(samples) // 2, len(samples) * 31 // 32, len(samples) - PIECE]
    golden[path.name] = {
        "length": len(samples),
        "pieces": [
            {
                "start": start,
                "samples": base64.b64encode(samples[start : start + PIECE].astype("<f4").tobytes()).decode(),
            }
            for start in starts
        ],
    }
json.dump(golden, sys.stdout, indent=1)

"""Golden embeddings of the reference, panns_inference's Cnn14, for the tests of libs/model-builder/src/cnn14.

    node tools/models/golden/cnn14-checkpoints.ts FOLDER && cp FOLDER/track.mp3 libs/model-builder/src/cnn14/golden
    python -m venv VENV && VENV/bin/pip install -r tools/models/golden/cnn14-requirements.txt
    VENV/bin/python tools/models/golden/cnn14-golden.py FOLDER > libs/model-builder/src/cnn14/golden/cnn14-golden.json

The TypeScript generator creates the random weights from a seed. The samples come from a formula that
libs/audio-core/src/testing/signals.ts computes too. torch.load reads both serialisations of our writer.
panns_inference needs ~/panns_data/class_labels_indices.csv, AudioSet's list of labels, and fetches it if it is missing.
"""

import base64
import json
import sys

import librosa
import numpy as np
import torch
from panns_inference.models import Cnn14, ConvBlock

from test_signal import test_signal

SAMPLE_RATE = 32_000
NARROW_CHANNELS = [8, 16, 16, 16, 16, 16]
TAGS = 527
# Samples: the minimum of the reference, 1 s, odd lengths, lengths around the borders of chunks, 10 min.
NARROW_LENGTHS = [
    9_920, 32_000, 32_017, 317_777, 736_959, 736_960, 737_000, 778_240, 1_392_961, 2_000_003, 19_200_013,
]
FULL_LENGTHS = [32_000, 100_003, 737_281, 1_440_007]


def reference(folder, name, channels):
    model = Cnn14(SAMPLE_RATE, 1024, 320, 64, 50, 14_000, TAGS)
    for block, (inputs, outputs) in enumerate(zip([1, *channels], channels)):
        setattr(model, f"conv_block{block + 1}", ConvBlock(inputs, outputs))
    model.fc1 = torch.nn.Linear(channels[-1], channels[-1])
    model.fc_audioset = torch.nn.Linear(channels[-1], TAGS)
    legacy, zipped = (
        torch.load(f"{folder}/{name}-{kind}.pth", map_location="cpu")["model"] for kind in ("legacy", "zip")
    )
    assert all(torch.equal(legacy[key], zipped[key]) for key in legacy)
    model.load_state_dict(legacy)
    return model.eval()


def encode(tensor):
    return base64.b64encode(tensor.numpy().astype("<f4").tobytes()).decode()


def golden(model, signals):
    for samples in signals:
        with torch.no_grad():
            out = model(torch.from_numpy(samples)[None], None)
        vector = out["embedding"]
        print(len(samples), float(vector.norm()), float((vector > 0).float().mean()), file=sys.stderr)
        tags = out["clipwise_output"][0]
        best = torch.argsort(tags, descending=True)[:10]
        yield {
            "samples": len(samples),
            "embedding": encode(out["embedding"][0]),
            "tags": [{"index": int(index), "probability": round(float(tags[index]), 6)} for index in best],
        }


def test_signals(lengths):
    return (test_signal(length, SAMPLE_RATE) for length in lengths)


def main():
    folder = sys.argv[1]
    narrow = reference(folder, "narrow", NARROW_CHANNELS)
    full = reference(folder, "full", [64, 128, 256, 512, 1024, 2048])
    track, _ = librosa.load(f"{folder}/track.mp3", sr=SAMPLE_RATE, mono=True)
    print(json.dumps({
        "narrow": list(golden(narrow, test_signals(NARROW_LENGTHS))),
        "full": list(golden(full, test_signals(FULL_LENGTHS))),
        "track.mp3": list(golden(full, [track])),
    }, indent=1))


main()

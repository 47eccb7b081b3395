"""Golden embeddings of the reference implementation, panns_inference's Cnn14, for the tests of libs/audio-core/src/models/cnn14.

    node tools/models/golden/cnn14-checkpoints.ts FOLDER && cp FOLDER/track.mp3 libs/audio-core/src/models/cnn14/golden
    python -m venv VENV && VENV/bin/pip install -r tools/models/golden/cnn14-requirements.txt
    VENV/bin/python tools/models/golden/cnn14-golden.py FOLDER > libs/audio-core/src/models/cnn14/golden/cnn14-golden.json

The weights are random (made by the TypeScript generator from a seed) and the samples come from a formula that
libs/audio-core/src/testing/test-signal.ts computes too. torch.load reads both serialisations that our writer makes.
Importing panns_inference wants ~/panns_data/class_labels_indices.csv, AudioSet's list of labels, and fetches it if it is not there.
"""

import base64
import json
import sys

import librosa
import numpy as np
import torch
from panns_inference.models import Cnn14, ConvBlock

SAMPLE_RATE = 32_000
NARROW_CHANNELS = [8, 16, 16, 16, 16, 16]
TAGS = 527
# Samples: the fewest that the reference takes, 1 s, odd lengths, lengths about the borders of chunks, 10 min.
NARROW_LENGTHS = [9_920, 32_000, 32_017, 317_777, 736_959, 736_960, 737_000, 778_240, 1_392_961, 2_000_003, 19_200_013]
FULL_LENGTHS = [32_000, 100_003, 737_281, 1_440_007]


def hash32(x):
    x = x.astype(np.uint64) & 0xFFFFFFFF
    x = ((x ^ (x >> np.uint64(16))) * np.uint64(0x7FEB352D)) & np.uint64(0xFFFFFFFF)
    x = ((x ^ (x >> np.uint64(15))) * np.uint64(0x846CA68B)) & np.uint64(0xFFFFFFFF)
    return x ^ (x >> np.uint64(16))


def test_signal(length, sample_rate, seed=0):
    n = np.arange(length, dtype=np.int64)
    second = n // sample_rate
    t = (n % sample_rate) / sample_rate
    notes = hash32(np.arange(second[-1] + 1) + seed * 65_536).astype(np.int64)
    frequency = np.array([110 * 2 ** ((note % 48) / 12) for note in notes.tolist()])[second]
    noise_level = (((notes >> 8) % 100) / 500)[second]
    tone = np.zeros(length)
    for harmonic in (1, 2, 3):
        cycles = harmonic * frequency * t
        tone += np.sin(2 * np.pi * (cycles - np.floor(cycles))) / 2 ** (harmonic - 1)
    noise = hash32(n + 0x9E3779B9 * (seed + 1)).astype(np.float64) / 2**31 - 1
    return (0.4 * (1 - t) * tone + noise_level * noise).astype(np.float32)


def reference(folder, name, channels):
    model = Cnn14(SAMPLE_RATE, 1024, 320, 64, 50, 14_000, TAGS)
    for block, (inputs, outputs) in enumerate(zip([1, *channels], channels)):
        setattr(model, f"conv_block{block + 1}", ConvBlock(inputs, outputs))
    model.fc1 = torch.nn.Linear(channels[-1], channels[-1])
    model.fc_audioset = torch.nn.Linear(channels[-1], TAGS)
    legacy, zipped = (torch.load(f"{folder}/{name}-{kind}.pth", map_location="cpu")["model"] for kind in ("legacy", "zip"))
    assert all(torch.equal(legacy[key], zipped[key]) for key in legacy)
    model.load_state_dict(legacy)
    return model.eval()


def encode(tensor):
    return base64.b64encode(tensor.numpy().astype("<f4").tobytes()).decode()


def golden(model, signals):
    for samples in signals:
        with torch.no_grad():
            out = model(torch.from_numpy(samples)[None], None)
        print(len(samples), float(out["embedding"].norm()), float((out["embedding"] > 0).float().mean()), file=sys.stderr)
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

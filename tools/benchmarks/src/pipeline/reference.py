"""The reference: librosa and panns_inference on the CPU, whole tracks one after the other, as in their documentation.

    reference.py CHECKPOINT FILE...

Prints `ready` after the first file has been embedded once, and `done SECONDS` after all files.
"""

import sys
import time

import librosa
import numpy as np
from panns_inference import AudioTagging

SAMPLE_RATE = 32_000


def embed(tagging, path):
    audio, _ = librosa.load(path, sr=SAMPLE_RATE, mono=True)
    _, embedding = tagging.inference(audio[None, :])
    return embedding[0] / np.linalg.norm(embedding[0])


def main():
    checkpoint, *paths = sys.argv[1:]
    tagging = AudioTagging(checkpoint_path=checkpoint, device="cpu")
    embed(tagging, paths[0])
    print("ready", flush=True)
    start = time.perf_counter()
    for path in paths:
        embed(tagging, path)
    print("done", time.perf_counter() - start, flush=True)


main()

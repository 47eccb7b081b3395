"""Golden values of the published package musicnn 0.1.0, for the tests of libs/audio-core/src/models/musicnn.

    python3.11 -m venv VENV && VENV/bin/pip install -r tools/models/golden/musicnn-requirements.txt
    VENV/bin/pip install --no-deps musicnn==0.1.0
    VENV/bin/python tools/models/golden/musicnn-golden.py \\
        > libs/audio-core/src/models/musicnn/golden/musicnn-golden.json

The unchanged package runs its own `extractor` on a float WAV file of the samples. It is installed with --no-deps, because
it requires a numpy from before Python 3.8. librosa since 0.10 pads the ends of the signal with zeros; older versions
mirror them.
"""

import base64
import contextlib
import json
import os
import sys
import tempfile

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import musicnn
import numpy as np
import soundfile
from musicnn import configuration
from musicnn.extractor import extractor
from tensorflow.python.training import py_checkpoint_reader
from test_signal import test_signal

SAMPLE_RATE = 16_000
# Exactly one patch; an incomplete patch, which is dropped; a quiet signal, where float16 in the package's front-end is
# coarsest; more than one of our batches.
CASES = [
    {"samples": 47_616, "seed": 1, "level": 1.0},
    {"samples": 100_003, "seed": 2, "level": 1.0},
    {"samples": 100_003, "seed": 2, "level": 1e-3},
    {"samples": 260_001, "seed": 3, "level": 0.5},
]

# With batches of one patch, the package repeats the first patch's `penultimate` for all (`backend_` is never used).
configuration.BATCH_SIZE = 16


def encode(array):
    return base64.b64encode(np.ascontiguousarray(array, dtype="<f4").tobytes()).decode()


def reference(samples):
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(sys.stderr):
        path = os.path.join(folder, "signal.wav")
        soundfile.write(path, samples, SAMPLE_RATE, subtype="FLOAT")
        return extractor(path, model="MSD_musicnn", input_length=3, input_overlap=False, extract_features=True)


def stored_vector(pooled):
    """Mean over patches of the batch-normed pooled features, without those that never varied over the training set.

    The package does not return these; epsilon is the default of tf.layers.batch_normalization.
    """
    prefix = os.path.join(os.path.dirname(musicnn.__file__), "MSD_musicnn", "")
    checkpoint = py_checkpoint_reader.NewCheckpointReader(prefix)
    names = ("moving_mean", "moving_variance", "gamma", "beta")
    mean, variance, gamma, beta = (
        checkpoint.get_tensor(f"batch_normalization_9/{name}").astype(float) for name in names
    )
    normalised = (pooled - mean) / np.sqrt(variance + 1e-3) * gamma + beta
    return normalised.mean(axis=0)[variance > 1e-12]


def golden(case):
    samples = test_signal(case["samples"], SAMPLE_RATE, case["seed"]) * np.float32(case["level"])
    tags, _, features = reference(samples)
    # As the network flattens them: maximum and mean of each feature, interleaved.
    pooled = np.stack([features["max_pool"], features["mean_pool"]], axis=2).reshape(len(tags), -1)
    return {
        **case,
        "patches": len(tags),
        "pooled": encode(pooled),
        "penultimate": encode(features["penultimate"]),
        "tags": encode(tags),
        "storedVector": encode(stored_vector(pooled)),
    }


def main():
    try:
        reference(test_signal(47_615, SAMPLE_RATE, 1))
        raise AssertionError("expected the package to fail on less than one patch")
    except UnboundLocalError:
        pass  # `batch` is never assigned
    print(json.dumps([golden(case) for case in CASES], indent=1))


main()

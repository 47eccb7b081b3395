"""Golden values of librosa for the sound descriptor, for libs/audio-core/src/descriptor/sound-descriptor.test.ts.

    python3.11 -m venv VENV && VENV/bin/pip install -r tools/models/golden/descriptor-requirements.txt
    VENV/bin/python tools/models/golden/descriptor-golden.py > libs/audio-core/src/descriptor/golden/descriptor-golden.json

The values are in the order of DESCRIPTOR_FEATURES. Floors, limits and the choice of frames are those of the descriptor;
every feature is computed by librosa's own function, in float64.
"""

import json

import librosa
import numpy as np
from test_signal import test_signal

SAMPLE_RATE, FFT_SIZE, HOP, MEL_BANDS = 16_000, 512, 256, 96
CASES = [
    {"samples": 100_003, "seed": 2, "level": 1.0},
    {"samples": 260_001, "seed": 3, "level": 0.5},
    {"samples": 160_000, "seed": 4, "level": 0.01},
]
TEMPI = 40 * (250 / 40) ** (np.arange(24) / 23)
HALF_STEP = (250 / 40) ** (0.5 / 23)


def frame_features(y, magnitudes, levels):
    floored = np.maximum(magnitudes, 1e-3 * magnitudes.max(axis=0))
    padded = np.pad(y, FFT_SIZE // 2)
    frames = librosa.util.frame(padded, frame_length=FFT_SIZE, hop_length=HOP)
    spectrum = {"S": magnitudes, "sr": SAMPLE_RATE, "n_fft": FFT_SIZE}
    return np.vstack(
        [
            librosa.feature.mfcc(S=levels, n_mfcc=20),
            librosa.feature.spectral_contrast(S=floored, sr=SAMPLE_RATE, n_fft=FFT_SIZE),
            librosa.feature.spectral_centroid(**spectrum),
            librosa.feature.spectral_bandwidth(**spectrum),
            librosa.feature.spectral_rolloff(**spectrum),
            10 * np.log10(librosa.feature.spectral_flatness(S=floored, amin=1e-30)),
            20 * np.log10(librosa.feature.rms(S=magnitudes, frame_length=FFT_SIZE)),
            librosa.zero_crossings(frames, axis=0, pad=False).mean(axis=0, keepdims=True),
        ]
    )


def rhythm_features(levels):
    rate = SAMPLE_RATE / HOP
    strength = librosa.onset.onset_strength(S=levels, sr=SAMPLE_RATE, hop_length=HOP, center=False, aggregate=np.mean)
    strength = np.minimum(strength, 20)
    peaks = librosa.util.peak_pick(strength, pre_max=2, post_max=3, pre_avg=6, post_avg=7, delta=1.5, wait=1)
    lags = int(np.ceil(60 * rate * HALF_STEP / 40)) + 1
    correlation = librosa.autocorrelate(strength - strength.mean(), max_size=lags)
    correlation /= (len(strength) - np.arange(lags)) * strength.var()
    tempogram = np.maximum(correlation, 0)[:, np.newaxis]
    tempo = librosa.feature.tempo(tg=tempogram, sr=SAMPLE_RATE, hop_length=HOP)[0]
    spans = [(np.ceil(60 * rate / t / HALF_STEP), np.floor(60 * rate / t * HALF_STEP)) for t in TEMPI]
    return [
        strength.mean(),
        strength.std(),
        len(peaks) * rate / len(strength),
        np.log2(tempo),
        correlation[round(60 * rate / tempo)],
        *(correlation[int(first) : int(last) + 1].max() for first, last in spans),
    ]


def golden(case):
    y = (test_signal(case["samples"], SAMPLE_RATE, case["seed"]) * np.float32(case["level"])).astype(np.float64)
    magnitudes = np.abs(librosa.stft(y, n_fft=FFT_SIZE, hop_length=HOP, pad_mode="constant"))
    mel = librosa.feature.melspectrogram(S=magnitudes**2, sr=SAMPLE_RATE, n_mels=MEL_BANDS)
    levels = 10 * np.log10(np.maximum(np.maximum(mel, 1e-6 * mel.max(axis=0)), 1e-10))
    frames = frame_features(y, magnitudes, levels)[:, ::2]
    power = 10 ** (frames[-2] / 10)
    heard = power >= 1e-8
    differences = np.diff(frames[:20])[:, heard[1:] & heard[:-1]]
    frames, power = frames[:, heard], power[heard]
    means = frames.mean(axis=1)
    means[0] -= np.sqrt(MEL_BANDS) * means[-2]
    means[-2] -= 10 * np.log10(power.mean())
    values = [*means, *frames.std(axis=1), *differences.std(axis=1), *rhythm_features(levels)]
    return {**case, "values": [float(f"{value:.6g}") for value in values]}


print(json.dumps([golden(case) for case in CASES], indent=1))

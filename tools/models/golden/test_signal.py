"""Samples that both sides compute: libs/audio-core/src/testing/signals.ts has the same formula."""

import numpy as np


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

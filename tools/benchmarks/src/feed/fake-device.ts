/**
 * Loaded into each embedding worker before its program, by `load-fake-device.ts`: replaces the sessions of ONNX Runtime
 * by those of the fake device, so that everything else runs as it is. The results are constants.
 */
import { execFileSync } from 'node:child_process';
import { constants, openSync, readSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { modelOf, MUSICNN_CPU_FILE, MUSICNN_FILE } from '@soundalike/audio-core';
import {
  CNN14_CHANNELS,
  HEAD_FILE,
  outputLength,
  rowLength,
  stageFile,
  FLOAT_STAGES,
  STAGES,
} from '@soundalike/audio-core/cnn14';
import { InferenceSession, Tensor } from '@soundalike/audio-core/onnx-runtime';
import { systemCode } from '@soundalike/errors';
import { DEVICE_VARIABLE, REPLY, REQUEST_PIPE, replyPipe } from './device-protocol.ts';
import type { FakeDeviceOptions } from './device-protocol.ts';

/** Values of a tensor. */
type Values = Float32Array;

/** What a graph is called with: `run` of a session, with the names that the models use. */
type Feeds = Readonly<Record<string, Tensor>>;

/** Fill with something that is not zero: a vector of zeros has no direction. */
const OUTPUT = 0.5;

const POLL_MS = 1;

const never = new Int32Array(new SharedArrayBuffer(4));

const { pipes } = JSON.parse(process.env[DEVICE_VARIABLE]!) as FakeDeviceOptions;
const compute = pipes === null ? () => undefined : openDevice(pipes);

/**
 * Return the function that has the device compute some seconds of audio, and waits for it. It throws if the device has
 * ended, as when all processes of the benchmark but the workers are killed, which are a group of their own.
 */
function openDevice(folder: string): (seconds: number) => void {
  const path = join(folder, replyPipe(process.pid));
  execFileSync('mkfifo', [path]);
  // Opening it as usual would wait for the device, also for one that has ended.
  const first = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const benchmark = process.ppid;
  let replies: number | undefined;
  const requests = openSync(join(folder, REQUEST_PIPE), 'w');
  const reply = Uint8Array.from(REPLY);
  return (seconds) => {
    writeSync(requests, new Uint8Array(Float64Array.of(process.pid, seconds).buffer));
    if (replies !== undefined) {
      // Only the device can write to it, so its end is the end of the pipe.
      if (readSync(replies, reply) === 0) throw new Error('the fake device has ended');
      return;
    }
    while (!readNow(first, reply)) {
      if (process.ppid !== benchmark) throw new Error('the benchmark has ended');
      Atomics.wait(never, 0, 0, POLL_MS);
    }
    replies = openSync(path, 'r');
  };
}

/** Read from a pipe without waiting. @returns whether something was there */
function readNow(pipe: number, bytes: Uint8Array): boolean {
  try {
    return readSync(pipe, bytes) > 0;
  } catch (error) {
    if (systemCode(error) === 'EAGAIN') return false;
    throw error;
  }
}

function tensorValue(name: string, shape: readonly (number | string)[]): InferenceSession.ValueMetadata {
  return { name, isTensor: true, type: 'float32', shape };
}

function filled(length: number): Values {
  return new Float32Array(length).fill(OUTPUT);
}

/** Return the session of one of Cnn14's stages. The first takes the time of all: it sees each frame. */
function stageSession(name: string): object {
  const stage = [...FLOAT_STAGES, ...STAGES].find((each) => name === stageFile(each, 'f32'))!;
  const { sampleRate, hopLength } = modelOf('cnn14').spec.features;
  return {
    inputMetadata: [tensorValue('rows', ['count', rowLength(stage, CNN14_CHANNELS)])],
    outputMetadata: [tensorValue('outputs', ['count', outputLength(stage, CNN14_CHANNELS)])],
    run: ({ rows }: Feeds, { outputs }: Feeds) => {
      if (stage.firstBlock === 0) compute((rows!.dims[0]! * hopLength) / sampleRate);
      return Promise.resolve({ outputs });
    },
  };
}

function headSession(): object {
  const { dims, labels } = modelOf('cnn14').spec;
  const embedding = new Tensor('float32', filled(dims), [1, dims]);
  const tags = new Tensor('float32', filled(labels.length), [1, labels.length]);
  return { run: () => Promise.resolve({ embedding, tags }) };
}

function musicnnSession(): object {
  const { features, labels, minSamples } = modelOf('musicnn').spec;
  const frames = minSamples / features.hopLength + 1;
  return {
    inputMetadata: [tensorValue('logMel', ['count', frames, features.melBands])],
    outputMetadata: [tensorValue('embedding', ['count', MUSICNN_DIMS]), tensorValue('tags', ['count', labels.length])],
    run: ({ logMel }: Feeds) => {
      const [count = 0] = logMel!.dims;
      compute((count * frames * features.hopLength) / features.sampleRate);
      return Promise.resolve({
        embedding: new Tensor('float32', filled(count * MUSICNN_DIMS), [count, MUSICNN_DIMS]),
        tags: new Tensor('float32', filled(count * labels.length), [count, labels.length]),
      });
    },
  };
}

/** Values of the network's pooled features. */
const MUSICNN_DIMS = 424;

Object.assign(InferenceSession, {
  create: (path: string) => {
    const name = basename(path);
    if (name === HEAD_FILE) return Promise.resolve(headSession());
    return Promise.resolve([MUSICNN_FILE, MUSICNN_CPU_FILE].includes(name) ? musicnnSession() : stageSession(name));
  },
});

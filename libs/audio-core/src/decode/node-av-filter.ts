import { AV_CHANNEL_ORDER_UNSPEC, AVERROR_EOF } from 'node-av/constants';
import {
  avChannelLayoutDefault,
  avChannelLayoutDescribe,
  avGetSampleFmtName,
  FFmpegError,
  Filter,
  FilterGraph,
  FilterInOut,
  Frame,
} from 'node-av/lib';
import type { FilterContext } from 'node-av/lib';
import type { AVSampleFormat } from 'node-av/constants';

const BYTES_PER_SAMPLE = 4;

interface Graph {
  /** Rate, format and channels of the frames that it accepts. */
  readonly input: string;
  readonly graph: FilterGraph;
  readonly source: FilterContext;
  readonly sink: FilterContext;
}

/**
 * Runs decoded frames through the filter chain. If a stream changes its rate or channels on the way, the filters are
 * created again.
 */
export class NodeAvFilter {
  readonly #filters: string;
  readonly #write: (samples: Buffer) => void;
  readonly #filtered = new Frame();
  #graph: Graph | null = null;

  /**
   * @param filters from any audio stream to mono float32, in FFmpeg's syntax
   * @param write receives mono float32 samples; the buffer is valid only during the call
   */
  constructor(filters: string, write: (samples: Buffer) => void) {
    this.#filters = filters;
    this.#write = write;
    this.#filtered.alloc();
  }

  add(frame: Frame): void {
    if (frame.channelLayout.order === AV_CHANNEL_ORDER_UNSPEC)
      frame.channelLayout = avChannelLayoutDefault(frame.channelLayout.nbChannels);
    const input = describeInput(frame);
    if (this.#graph?.input !== input) {
      this.finish();
      this.#graph = openGraph(input, this.#filters);
    }
    const status = this.#graph.source.buffersrcAddFrameSync(frame);
    // A filter that cuts off the end accepts no more frames after it.
    if (status !== AVERROR_EOF) FFmpegError.throwIfError(status);
    this.#drain(this.#graph);
  }

  /** Write the samples that the resampler still holds. */
  finish(): void {
    if (!this.#graph) return;
    const status = this.#graph.source.buffersrcAddFrameSync(null);
    if (status !== AVERROR_EOF) FFmpegError.throwIfError(status);
    this.#drain(this.#graph);
    this.#graph.graph.free();
    this.#graph = null;
  }

  #drain({ sink }: Graph): void {
    while (sink.buffersinkGetFrameSync(this.#filtered) >= 0) {
      this.#write(this.#filtered.data![0]!.subarray(0, this.#filtered.nbSamples * BYTES_PER_SAMPLE));
      this.#filtered.unref();
    }
  }
}

function describeInput(frame: Frame): string {
  const { sampleRate, format, channelLayout } = frame;
  return [
    `time_base=1/${sampleRate}`,
    `sample_rate=${sampleRate}`,
    `sample_fmt=${avGetSampleFmtName(format as AVSampleFormat)}`,
    `channel_layout=${avChannelLayoutDescribe(channelLayout)}`,
  ].join(':');
}

function openGraph(input: string, filters: string): Graph {
  const graph = new FilterGraph();
  graph.alloc();
  const source = graph.createFilter(Filter.getByName('abuffer')!, 'in', input);
  const sink = graph.createFilter(Filter.getByName('abuffersink')!, 'out');
  if (!source || !sink) throw new Error(`no filter accepts audio of this kind: ${input}`);
  FFmpegError.throwIfError(graph.parsePtr(filters, end('out', sink), end('in', source)));
  FFmpegError.throwIfError(graph.configSync());
  return { input, graph, source, sink };
}

/** Return a named input or output of a filter chain. */
function end(name: string, filter: FilterContext): FilterInOut {
  const link = new FilterInOut();
  link.alloc();
  link.name = name;
  link.filterCtx = filter;
  link.padIdx = 0;
  return link;
}

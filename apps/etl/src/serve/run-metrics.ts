import { Counter, Gauge, Registry } from 'prom-client';
import type { RunObserver, RunProgress } from '../run/run-observer.ts';
import type { IngestResult } from '../run/run-summary.ts';

/** Prometheus metrics of this process's runs. */
export class RunMetrics implements RunObserver {
  readonly registry = new Registry();
  readonly #files = this.#counter('soundalike_etl_files_total', 'Files by outcome.', ['outcome']);
  readonly #audioSeconds = this.#counter('soundalike_etl_audio_seconds_total', 'Seconds of audio embedded.');
  readonly #runs = this.#counter('soundalike_etl_runs_total', 'Runs by result.', ['result']);
  readonly #running = this.#gauge('soundalike_etl_running', '1 while a run is under way.');
  readonly #toRead = this.#gauge('soundalike_etl_files_to_read', 'Files that the current run has yet to read.');
  readonly #lastSuccess = this.#gauge(
    'soundalike_etl_last_success_timestamp_seconds',
    'When the last complete run ended whose deletions were not refused.',
  );
  readonly #lastDuration = this.#gauge('soundalike_etl_last_run_seconds', 'Duration of the last complete run.');
  #lastAudioSeconds = 0;

  begun(): void {
    this.#running.set(1);
    this.#lastAudioSeconds = 0;
  }

  progress({ total, done, audioSeconds }: RunProgress): void {
    this.#toRead.set(total - done);
    this.#audioSeconds.inc(audioSeconds - this.#lastAudioSeconds);
    this.#lastAudioSeconds = audioSeconds;
  }

  /** @param result undefined if the run failed */
  ended(result?: IngestResult): void {
    this.#running.set(0);
    this.#toRead.set(0);
    this.#runs.inc({
      result: result === undefined ? 'broken' : result.refusal === null ? 'complete' : 'deletions refused',
    });
    if (!result) return;
    const { added, updated, moved, unchanged, skipped, removed, failed, seconds } = result.summary;
    for (const [outcome, count] of Object.entries({
      added,
      updated,
      moved,
      unchanged,
      skipped,
      removed,
      failed: failed.length,
    })) {
      this.#files.inc({ outcome }, count);
    }
    if (result.refusal === null) this.#lastSuccess.setToCurrentTime();
    this.#lastDuration.set(seconds);
  }

  #counter(name: string, help: string, labelNames: string[] = []): Counter {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  #gauge(name: string, help: string): Gauge {
    return new Gauge({ name, help, registers: [this.registry] });
  }
}

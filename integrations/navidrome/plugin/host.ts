import { Host, Memory } from '@extism/as-pdk';

@external('extism:host/user', 'http_send')
declare function httpSend(request: u64): u64;

@external('extism:host/env', 'length')
declare function lengthOf(offset: u64): u64;

@external('extism:host/env', 'error_set')
declare function setError(offset: u64): void;

/** Send an HTTP request through Navidrome. Request and answer are JSON. */
export function sendHttp(request: string): string {
  const sent = written(request);
  const offset = httpSend(sent.offset);
  sent.free();
  if (offset == 0) return '';
  const answer = new Memory(offset, lengthOf(offset));
  const text = answer.toString();
  answer.free();
  return text;
}

/** Give the result of a call. The PDK's own `outputString` counts characters instead of bytes. */
export function output(text: string): i32 {
  Host.outputMemory(written(text));
  return 0;
}

/** End a call with an error. */
export function fail(message: string): i32 {
  setError(written(message).offset);
  return 1;
}

/** Report an error of the plugin itself, which ends the call. */
export function onAbort(message: string | null, _file: string | null, line: u32, _column: u32): void {
  fail('soundalike: the plugin stopped at line ' + line.toString() + ': ' + (message === null ? '' : message));
}

/** Write text to the memory of the host, as UTF-8; what is no character becomes U+FFFD. */
function written(text: string): Memory {
  const bytes = Uint8Array.wrap(String.UTF8.encode(text, false, String.UTF8.ErrorMode.REPLACE));
  const memory = Memory.allocate(bytes.length);
  memory.store(bytes);
  return memory;
}

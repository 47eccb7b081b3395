import { JSON } from 'json-as';
import { base64Of, textOfBase64 } from './base64';
import { sendHttp } from './host';
import { numberAt, objectAt, parseObject, quoted, textAt } from './json';
import { accessToken, serverAddress, shownAddress } from './settings';

/** The server compares within milliseconds; a library that has just been opened takes seconds. */
const TIMEOUT_MS = 15000;

const LONGEST_DETAIL = 300;

const PREFIX = 'soundalike: ';

/** What the server answers to a request. */
export class Answer {
  constructor(
    /** The answer; null if there is none. */
    public body: JSON.Obj | null,
    /** Why there is none; empty if the song is not in the library. */
    public error: string,
    /** Code of a problem that the server reports; empty if there is none. */
    public code: string,
  ) {}
}

/** Ask the server. @param body JSON */
export function ask(path: string, body: string): Answer {
  const address = serverAddress();
  if (address == '') return failure('set the address of the soundalike server in the settings of this plugin');
  const name = 'the soundalike server at ' + shownAddress();
  const answer = parseObject(sendHttp(requestFor(address + '/api/v1' + path, body)));
  const result = objectAt(answer, 'result');
  if (result === null) return failure(unreached(name, textAt(answer, 'error')));
  const status = numberAt(result, 'statusCode');
  const content = parseObject(textOfBase64(textAt(result, 'body')));
  if (status == 200 && content !== null) return new Answer(content, '', '');
  const code = textAt(content, 'code');
  if (status == 404 && code == 'TRACK_NOT_FOUND') return new Answer(null, '', code);
  return new Answer(null, PREFIX + explained(name, status, content), code);
}

/** Return the error that the answer has not the fields of a soundalike server. */
export function strangeAnswer(): Answer {
  return failure(notSoundalike());
}

function requestFor(url: string, body: string): string {
  const token = accessToken();
  const authorization = token == '' ? '' : ',"Authorization":' + quoted('Bearer ' + token);
  const headers = '{"Content-Type":"application/json","Accept":"application/json"' + authorization + '}';
  // A token must not follow a redirect to another server.
  return (
    '{"request":{"method":"POST","url":' +
    quoted(url) +
    ',"headers":' +
    headers +
    ',"noFollowRedirects":true,"timeoutMs":' +
    TIMEOUT_MS.toString() +
    ',"body":' +
    quoted(base64Of(body)) +
    '}}'
  );
}

function unreached(name: string, reason: string): string {
  if (reason.includes('deadline exceeded'))
    return name + ' did not answer within ' + (TIMEOUT_MS / 1000).toString() + ' s';
  return name + ' cannot be reached' + (reason == '' ? '' : ': ' + withoutSecrets(reason));
}

function explained(name: string, status: f64, content: JSON.Obj | null): string {
  const answered = name + ' answered ' + i32(status).toString();
  if (status == 401) {
    return accessToken() == ''
      ? name + ' wants a token; set one in the settings of this plugin'
      : name + ' refuses the token; set another one in the settings of this plugin';
  }
  if (status >= 300 && status < 400) return answered + ', a redirect; set the address that it leads to';
  if (textAt(content, 'code') == '') return notSoundalike();
  const detail = textAt(content, 'detail');
  return answered + ': ' + withoutSecrets(detail.substring(0, LONGEST_DETAIL));
}

function notSoundalike(): string {
  return (
    'what answers at ' + shownAddress() + ' is no soundalike server; check the address in the settings of this plugin'
  );
}

/** Hide the token and the address with its password, which a message of another program may repeat. */
function withoutSecrets(text: string): string {
  const token = accessToken();
  const hidden = token == '' ? text : text.replaceAll(token, '…');
  return hidden.replaceAll(serverAddress(), shownAddress());
}

function failure(message: string): Answer {
  return new Answer(null, PREFIX + message, '');
}

import { jsx as _jsx, jsxs as _jsxs, Fragment as _Fragment } from 'preact/jsx-runtime';
/** What the page says while there is nothing to show, and how to change that. */
export function EmptyLibrary({ library, onRetry }) {
  return _jsxs('main', {
    class: 'empty',
    children: [
      library.state === 'empty'
        ? _jsxs(_Fragment, {
            children: [
              _jsx('h1', { children: 'Nothing is indexed yet' }),
              _jsxs('p', {
                class: 'lead',
                children: [
                  'Put music into the folder that ',
                  _jsx('code', { children: 'DATASET_DIR' }),
                  ' names (default: ',
                  _jsx('code', { children: 'dataset/' }),
                  '), then run',
                ],
              }),
              _jsx('pre', { children: _jsx('code', { children: 'npm start' }) }),
              _jsx('p', {
                class: 'lead',
                children: 'Without any music it writes a small demonstration library first.',
              }),
            ],
          })
        : _jsxs(_Fragment, {
            children: [
              _jsx('h1', { children: 'The library cannot be reached' }),
              _jsxs('p', { class: 'lead', role: 'alert', children: [library.reason, ' (', library.code, ')'] }),
            ],
          }),
      _jsx('button', { type: 'button', class: 'button button-main', onClick: onRetry, children: 'Look again' }),
    ],
  });
}

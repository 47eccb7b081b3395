import { jsx as _jsx } from 'preact/jsx-runtime';
import { render } from 'preact';
import './styles/base.css';
import './styles/layout.css';
import './styles/parts.css';
import './styles/track.css';
import './styles/map.css';
import { App } from './app.tsx';
render(_jsx(App, {}), document.getElementById('page'));

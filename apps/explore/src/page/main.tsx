import { render } from 'preact';
import './styles/base.css';
import './styles/layout.css';
import './styles/parts.css';
import './styles/track.css';
import './styles/map.css';
import './styles/player.css';
import './styles/queue.css';
import { App } from './app.tsx';

render(<App />, document.getElementById('page')!);

import { render } from 'preact';
import './styles/base.css';
import './styles/layout.css';
import './styles/parts.css';
import './styles/buttons.css';
import './styles/search.css';
import './styles/cover.css';
import './styles/rows.css';
import './styles/menu.css';
import './styles/states.css';
import './styles/dialogs.css';
import './styles/track.css';
import './styles/map.css';
import { App } from './app.tsx';
import { watchLibrary } from './state/library.ts';

watchLibrary();
render(<App />, document.getElementById('page')!);

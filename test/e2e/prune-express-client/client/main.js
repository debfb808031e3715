import { nanoid } from 'nanoid';

document.body.textContent = `Note ${nanoid(4)}`;

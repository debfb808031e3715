// Workflow commands: lines of the log that GitHub acts on.
// docs.github.com/actions/reference/workflow-commands-for-github-actions
import { randomUUID } from 'node:crypto';

export const errorCommand = (message, place) => command('error', message, place);
export const warningCommand = (message, place) => command('warning', message, place);
export const noticeCommand = (message, place) => command('notice', message, place);

function command(name, message, place) {
  const properties = Object.entries(place).map(([key, value]) => `${key}=${property(value)}`);
  return `::${[name, properties.join(',')].filter(Boolean).join(' ')}::${data(message)}\n`;
}

/** A text from elsewhere for the log, whose lines are no commands whatever they look like. */
export function silenced(text) {
  if (text === '') return '';
  const token = randomUUID();
  return `::stop-commands::${token}\n${text.replace(/\n?$/, '\n')}::${token}::\n`;
}

function data(value) {
  return String(value).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(value) {
  return data(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

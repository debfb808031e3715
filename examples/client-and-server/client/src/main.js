const api = import.meta.env.VITE_API_URL ?? 'http://localhost:3001';

function row({ name, range, height }) {
  const tr = document.createElement('tr');
  for (const text of [name, range, `${height} m`]) tr.insertCell().textContent = text;
  return tr;
}

const response = await fetch(`${api}/mountains`);
const mountains = await response.json();
document.getElementById('mountains').append(...mountains.map(row));

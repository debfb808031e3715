/** Programs that say or look at something and leave nothing behind. */
export const looking: readonly string[] =
  '[ cat date echo export false grep id ls printf set sleep test true whoami'.split(' ');

/** Programs that keep the system: its packages, its users, owners and modes, folders made and removed. */
export const administering: readonly string[] =
  'addgroup adduser apk apt apt-get chmod chown groupadd mkdir rm useradd usermod'.split(' ');

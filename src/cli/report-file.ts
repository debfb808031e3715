import { closeSync, openSync, writeSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { isDockerfileName } from '../run/dockerfile-names.js';
import { systemReason, UserError } from '../user-error.js';

import type { ImageFacts } from './engine.js';

/** The configuration of an image, as Docker, podman and buildah print it alike. */
export interface PrintedConfig {
  readonly Env?: readonly string[] | null;
  readonly Labels?: Readonly<Record<string, string>> | null;
  readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
  readonly Volumes?: Readonly<Record<string, unknown>> | null;
  readonly WorkingDir?: string;
  readonly User?: string;
  readonly Entrypoint?: readonly string[] | null;
  readonly Cmd?: readonly string[] | null;
  readonly Healthcheck?: { readonly Test?: readonly string[] | null } | null;
}

/** What `docker image inspect` and `podman image inspect` print of one image. */
export interface PrintedImage {
  readonly Size: number;
  readonly Config: PrintedConfig;
  readonly RootFS: { readonly Layers?: readonly string[] };
}

/** What engines say of themselves in labels. */
const ownLabel = /^io\.buildah\./;

/** Puts an engine's words into ours. */
export function imageFacts(config: PrintedConfig, bytes: number, layers: number): ImageFacts {
  const labels = Object.entries(config.Labels ?? {}).filter(([name]) => !ownLabel.test(name));
  const check = config.Healthcheck?.Test?.[0];
  return {
    bytes,
    layers,
    environment: config.Env ?? [],
    labels: Object.fromEntries(labels),
    ports: Object.keys(config.ExposedPorts ?? {}).toSorted(),
    volumes: Object.keys(config.Volumes ?? {}).toSorted(),
    workdir: config.WorkingDir || '/',
    user: config.User ?? '',
    entrypoint: config.Entrypoint ?? [],
    command: config.Cmd ?? [],
    hasHealthcheck: check !== undefined && check !== '' && check !== 'NONE',
  };
}

const units: Readonly<Record<string, number>> = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

/** `140 MB` in bytes. @returns 0 for what is no size */
export function bytesOf(text: string): number {
  const [, number, unit = ''] = /^([\d.]+)\s*([kKMGT]?B)$/.exec(text.trim()) ?? [];
  return Math.round(Number(number ?? 0) * (units[unit.toUpperCase()] ?? 0));
}

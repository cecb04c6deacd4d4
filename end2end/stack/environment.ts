// Where the running stack is: the description that `cargo xtask` writes, and the browser it found.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** As in `target/e2e/env.json`. */
export interface Description {
  url: string;
  official_url: string;
  mailbox_url: string;
  sims: { vinted: string; vinted_page: string; ebay: string; ebay_page: string };
  demo: { email: string; password: string };
  extension_dir: string;
  extension_id: string;
  chromium_args: string[];
  database_url: string;
}

export interface Environment extends Description {
  /** The browser's program. */
  chromium: string;
  /** `chromium_args` for a browser without the extension. */
  launch_args: string[];
}

/** Reads it anew each time: it is one small file. */
export function environment(): Environment {
  const description: Description = JSON.parse(readFileSync(required('STOFLOW_E2E'), 'utf8'));
  return {
    ...description,
    chromium: required('CHROMIUM'),
    launch_args: description.chromium_args.filter((argument) => !/^--(load-extension|disable-extensions)/.test(argument)),
  };
}

/** What `cargo xtask` built and the description does not name, for a test that starts processes of its own. */
export function binaries(): { server: string; site: string; simulator: string } {
  const dist = dirname(environment().extension_dir);
  const artefacts = process.env.CARGO_TARGET_DIR ?? resolve(dist, '..');
  return {
    server: join(dist, 'stoflow-server'),
    site: join(dist, 'site'),
    simulator: join(artefacts, 'debug', 'stoflow-sim'),
  };
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set. Run the specs with: cargo xtask test --only browser -- <filter>`);
  return value;
}

// What `cargo xtask chaos` runs: one long run, whose end is in the report it writes.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: 'run.chaos.ts',
  outputDir: '../test-results',
  workers: 1,
  timeout: 0,
  reporter: [['line']],
});

// What `cargo xtask bench round-trip` runs: no specs, only measurements.
import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../test-results',
  workers: 1,
  timeout: 300_000,
  reporter: [['line']],
});

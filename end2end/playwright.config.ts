// Three ways to meet StoFlow: with JavaScript, without it, and with the shipped extension in the browser.
// `cargo xtask test` starts the stack, names the browser in CHROMIUM and the stack's description in STOFLOW_E2E.
import { defineConfig } from '@playwright/test';
import { environment } from './stack/environment.ts';

const { url, chromium, launch_args } = environment();

export default defineConfig({
  testDir: './tests',
  outputDir: './test-results',
  // Two cores: while one browser waits, the other works.
  workers: 2,
  // A machine that was busy for a moment is no verdict; the report names a test that needed its second try.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list']],
  use: {
    baseURL: url,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    // Writing a trace is a third of a test's work: with a second try at hand, that one is recorded.
    trace: process.env.CI ? 'on-first-retry' : 'retain-on-failure',
    launchOptions: { executablePath: chromium, args: launch_args },
  },
  projects: [
    // One at a time: what a test puts in the way of the simulated vinted.fr stands in everybody's way.
    // First, so that the other worker has the pages meanwhile.
    { name: 'extension', testMatch: /\.extension\.spec\.ts$/, timeout: 120_000, workers: 1 },
    { name: 'hydrated', testIgnore: /\.extension\.spec\.ts$/ },
    {
      name: 'without-javascript',
      testIgnore: /\.(extension|hydrated)\.spec\.ts$/,
      use: { javaScriptEnabled: false },
    },
    // Needs no browser: whether the audit of `cargo xtask chaos` sees what it is to see.
    { name: 'audit', testDir: './chaos' },
  ],
});

import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': import.meta.dirname } },
  test: {
    include: ['{schemas,lib,agent,app,components}/**/*.test.{ts,tsx}'],
    globalSetup: ['e2e/scripts/postgres-for-tests.ts'],
    env: { COPILOTKIT_TELEMETRY_DISABLED: 'true', DO_NOT_TRACK: '1', LANGSMITH_TRACING: 'false' },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
})

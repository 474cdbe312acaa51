// Read when the modules load, so they are set before anything else. Nothing leaves the machine unless it was configured to.
process.env['COPILOTKIT_TELEMETRY_DISABLED'] ??= 'true'
process.env['DO_NOT_TRACK'] ??= '1'
process.env['NEXT_TELEMETRY_DISABLED'] ??= '1'

import type { NextConfig } from 'next'

// What no page may be used for by another site. Which scripts a page may run is said for each answer, with its nonce, in proxy.ts.
const HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), publickey-credentials-get=(self), publickey-credentials-create=(self)' },
]

// Answers that are data: should a browser ever show one as a page, it loads nothing.
const DATA = [{ key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'" }]

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  headers: async () => [
    { source: '/:path*', headers: HEADERS },
    { source: '/api/:path*', headers: DATA },
  ],
  serverExternalPackages: [
    '@copilotkit/runtime',
    '@cedar-policy/cedar-wasm',
    '@duckdb/node-api',
    '@langchain/langgraph',
    '@langchain/langgraph-checkpoint-postgres',
    'graphile-worker',
    'pg',
  ],
  // `npm run check` proves the types; a first start must not pay for it again.
  typescript: { ignoreBuildErrors: true },
  experimental: { turbopackFileSystemCacheForBuild: false },
}
export default config

const reports = ['gameday/vitest-reporter', { for: 'all' }]
export default {
  test: { reporters: ['default', ['json', { outputFile: 'results.json' }], reports] },
}

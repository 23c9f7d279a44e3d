/** A CommonJS file gets the package as CommonJS: other classes than those of the command line. */
const { call, clients, service, slow, store, system } = require('gameday')
const { expect } = require('gameday/expect')
const { exploration } = require('gameday/explore')

const outage = slow('db', { by: '1s' }).at('2s').for('1s')
const shop = system('common shop', {
  shoppers: clients({ rate: '20/s', call: 'web', timeout: '500ms' }),
  web: service({ concurrency: 20, handle: [call('db')] }),
  db: store({ concurrency: 10, time: '5ms' }),
})

module.exports = exploration(shop, {
  for: '10s',
  targets: ['db'],
  kinds: ['slow'],
  runs: 40,
  sometimes: { 'as in the outage': run => run.faults.some(({ fault }) => fault === `${outage}`) },
  holds: run => expect(run).toStayAvailable('95%'),
})

-- Counts answers that are failures and prints the run's figures as one line of JSON.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init()
  failed = 0
end

function response(status)
  if status >= 300 then
    failed = failed + 1
  end
end

function done(summary, latency)
  local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  for _, thread in ipairs(threads) do
    errors = errors + thread:get("failed")
  end
  io.write(string.format(
    'RESULT{"rate":%f,"p50":%f,"p99":%f,"errors":%d}\n',
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, errors
  ))
end

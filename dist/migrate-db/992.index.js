"use strict";
exports.id = 992;
exports.ids = [992];
exports.modules = {
  /***/
  65992: (
    /***/
    ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
      __webpack_require__.r(__webpack_exports__);
      __webpack_require__.d(__webpack_exports__, {
        /* harmony export */
        "default": () => (
          /* binding */
          pThrottle
        )
        /* harmony export */
      });
      const states = /* @__PURE__ */ new WeakMap();
      const signalThrottleds = /* @__PURE__ */ new WeakMap();
      const finalizationRegistry = new FinalizationRegistry(({ signalWeakRef, weakReference }) => {
        const signal = signalWeakRef.deref();
        if (!signal) {
          return;
        }
        const registration = signalThrottleds.get(signal);
        if (registration) {
          registration.throttleds.delete(weakReference);
          if (registration.throttleds.size === 0) {
            signal.removeEventListener("abort", registration.listener);
            signalThrottleds.delete(signal);
          }
        }
      });
      function pThrottle({ limit, interval, strict, signal, onDelay, weight }) {
        if (!Number.isFinite(limit)) {
          throw new TypeError("Expected `limit` to be a finite number");
        }
        if (!Number.isFinite(interval)) {
          throw new TypeError("Expected `interval` to be a finite number");
        }
        if (limit < 0) {
          throw new TypeError("Expected `limit` to be >= 0");
        }
        if (interval < 0) {
          throw new TypeError("Expected `interval` to be >= 0");
        }
        if (weight !== void 0 && typeof weight !== "function") {
          throw new TypeError("Expected `weight` to be a function");
        }
        if (weight && interval === 0) {
          throw new TypeError("The `weight` option cannot be used with `interval` of 0");
        }
        const state = {
          queue: /* @__PURE__ */ new Map(),
          strictTicks: [],
          // Track windowed algorithm state so it can be reset on abort
          currentTick: 0,
          activeWeight: 0
        };
        const strictCapacity = Math.max(limit, 1);
        const insertTickSorted = (tickRecord) => {
          if (state.strictTicks.length === 0 || tickRecord.time >= state.strictTicks.at(-1).time) {
            state.strictTicks.push(tickRecord);
          } else {
            const insertIndex = state.strictTicks.findIndex((tick) => tick.time > tickRecord.time);
            state.strictTicks.splice(insertIndex, 0, tickRecord);
          }
        };
        function windowedDelay(requestWeight) {
          const now = Date.now();
          if (now - state.currentTick > interval) {
            state.activeWeight = requestWeight;
            state.currentTick = now;
            return 0;
          }
          if (state.activeWeight + requestWeight <= limit) {
            state.activeWeight += requestWeight;
          } else {
            state.currentTick += interval;
            state.activeWeight = requestWeight;
          }
          return state.currentTick - now;
        }
        function weightedDelay(requestWeight, now, ticks) {
          const findBlockingTick = (time) => {
            let windowStart = 0;
            let windowWeight = 0;
            for (const [index, tick] of ticks.entries()) {
              if (tick.time >= time + interval) {
                break;
              }
              windowWeight += tick.weight;
              const windowEnd = Math.max(time, tick.time);
              while (windowStart <= index && ticks[windowStart].time <= windowEnd - interval) {
                windowWeight -= ticks[windowStart].weight;
                windowStart++;
              }
              if (windowWeight + requestWeight > limit) {
                return ticks[windowStart];
              }
            }
          };
          let nextExecutionTime = now;
          let blockingTick = findBlockingTick(nextExecutionTime);
          while (blockingTick) {
            nextExecutionTime = blockingTick.time + interval;
            blockingTick = findBlockingTick(nextExecutionTime);
          }
          const tickRecord = {
            time: nextExecutionTime,
            weight: requestWeight,
            isExecuted: false
          };
          insertTickSorted(tickRecord);
          return { delay: Math.max(0, nextExecutionTime - now), tickRecord };
        }
        function strictDelay(requestWeight) {
          const now = Date.now();
          if (state.strictTicks.length > 0 && now - state.strictTicks.at(-1).time > interval) {
            state.strictTicks.length = 0;
          }
          if (weight) {
            while (state.strictTicks.length > 0 && now - state.strictTicks[0].time >= interval) {
              state.strictTicks.shift();
            }
            return weightedDelay(requestWeight, now, state.strictTicks);
          }
          if (state.strictTicks.length < strictCapacity) {
            state.strictTicks.push({ time: now, weight: requestWeight });
            return { delay: 0 };
          }
          const oldestTime = state.strictTicks[0].time;
          const mostRecentTime = state.strictTicks.at(-1).time;
          const baseTime = oldestTime + interval;
          const minSpacing = interval > 0 ? Math.ceil(interval / strictCapacity) : 0;
          const nextExecutionTime = baseTime <= mostRecentTime ? mostRecentTime + minSpacing : baseTime;
          state.strictTicks.shift();
          const tickRecord = { time: nextExecutionTime, weight: requestWeight };
          state.strictTicks.push(tickRecord);
          return { delay: Math.max(0, nextExecutionTime - now), tickRecord };
        }
        const getDelay = strict ? strictDelay : windowedDelay;
        return (function_) => {
          const throttled = function(...arguments_) {
            if (!throttled.isEnabled) {
              return (async () => function_.apply(this, arguments_))();
            }
            let timeoutId;
            return new Promise((resolve, reject) => {
              let requestWeight = 1;
              if (weight) {
                try {
                  requestWeight = weight(...arguments_);
                } catch (error) {
                  reject(error);
                  return;
                }
                if (!Number.isFinite(requestWeight) || requestWeight < 0) {
                  reject(new TypeError("Expected `weight` to be a finite non-negative number"));
                  return;
                }
                if (requestWeight > limit) {
                  reject(new TypeError(`Expected \`weight\` (${requestWeight}) to be <= \`limit\` (${limit})`));
                  return;
                }
              }
              const delayResult = getDelay(requestWeight);
              const delay = strict ? delayResult.delay : delayResult;
              let tickRecord = strict ? delayResult.tickRecord : void 0;
              const execute = () => {
                if (tickRecord) {
                  const actualTime = Date.now();
                  if (weight) {
                    const index = state.strictTicks.indexOf(tickRecord);
                    if (index !== -1) {
                      state.strictTicks.splice(index, 1);
                    }
                    const executedTicks = state.strictTicks.filter((tick) => tick.isExecuted);
                    const updatedDelayResult = weightedDelay(requestWeight, actualTime, executedTicks);
                    tickRecord = updatedDelayResult.tickRecord;
                    if (updatedDelayResult.delay > 0) {
                      state.queue.delete(timeoutId);
                      timeoutId = setTimeout(execute, updatedDelayResult.delay);
                      state.queue.set(timeoutId, reject);
                      return;
                    }
                    tickRecord.isExecuted = true;
                  } else {
                    tickRecord.time = actualTime;
                  }
                }
                try {
                  resolve(function_.apply(this, arguments_));
                } catch (error) {
                  reject(error);
                }
                state.queue.delete(timeoutId);
              };
              if (delay > 0) {
                timeoutId = setTimeout(execute, delay);
                state.queue.set(timeoutId, reject);
                try {
                  onDelay?.(...arguments_);
                } catch {
                }
              } else {
                execute();
              }
            });
          };
          signal?.throwIfAborted();
          if (signal) {
            let registration = signalThrottleds.get(signal);
            if (!registration) {
              registration = {
                throttleds: /* @__PURE__ */ new Set(),
                listener: null
              };
              registration.listener = () => {
                for (const weakReference2 of registration.throttleds) {
                  const function_2 = weakReference2.deref();
                  if (!function_2) {
                    continue;
                  }
                  const functionState = states.get(function_2);
                  if (!functionState) {
                    continue;
                  }
                  for (const timeout of functionState.queue.keys()) {
                    clearTimeout(timeout);
                    functionState.queue.get(timeout)(signal.reason);
                  }
                  functionState.queue.clear();
                  functionState.strictTicks.length = 0;
                  functionState.currentTick = 0;
                  functionState.activeWeight = 0;
                }
                signalThrottleds.delete(signal);
              };
              signalThrottleds.set(signal, registration);
              signal.addEventListener("abort", registration.listener, { once: true });
            }
            const weakReference = new WeakRef(throttled);
            registration.throttleds.add(weakReference);
            finalizationRegistry.register(throttled, {
              signalWeakRef: new WeakRef(signal),
              weakReference
            });
          }
          throttled.isEnabled = true;
          Object.defineProperty(throttled, "queueSize", {
            get() {
              return state.queue.size;
            }
          });
          states.set(throttled, state);
          return throttled;
        };
      }
    })
  )
};
;

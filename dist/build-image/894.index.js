"use strict";
exports.id = 894;
exports.ids = [894];
exports.modules = {
  /***/
  1894: (
    /***/
    ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {
      __webpack_require__.d(__webpack_exports__, {
        googleAuth: () => (
          /* reexport */
          googleAuth
        )
      });
      var external_node_async_hooks_ = __webpack_require__(6698);
      var src = __webpack_require__(492);
      ;
      const answers = new external_node_async_hooks_.AsyncLocalStorage();
      async function auth_withRetryAfter(call) {
        const answer = {};
        try {
          return { value: await answers.run(answer, call) };
        } catch (error) {
          return { error, ...answer };
        }
      }
      function attentiveTransport() {
        const transport = new src.gaxios.Gaxios();
        transport.interceptors.response.add({
          resolved: (response) => {
            const header = response.headers.get("retry-after");
            const answer = answers.getStore();
            if (answer && header !== null && Number(header) >= 0)
              answer.retryAfterSeconds = Number(header);
            return Promise.resolve(response);
          }
        });
        return transport;
      }
      function googleAuth(options) {
        const transporter = attentiveTransport();
        if (options.anonymous)
          return new src.GoogleAuth({ authClient: new src.PassThroughClient({ transporter }) });
        return new src.GoogleAuth({
          scopes: ["https://www.googleapis.com/auth/cloud-platform"],
          clientOptions: { transporter }
        });
      }
      ;
      const Code = {
        INVALID_ARGUMENT: 3,
        DEADLINE_EXCEEDED: 4,
        NOT_FOUND: 5,
        ALREADY_EXISTS: 6,
        PERMISSION_DENIED: 7,
        RESOURCE_EXHAUSTED: 8,
        FAILED_PRECONDITION: 9,
        ABORTED: 10,
        INTERNAL: 13,
        UNAVAILABLE: 14,
        UNAUTHENTICATED: 16
      };
      const TRANSIENT = /* @__PURE__ */ new Set([
        Code.DEADLINE_EXCEEDED,
        Code.RESOURCE_EXHAUSTED,
        Code.INTERNAL,
        Code.UNAVAILABLE
      ]);
      function errors_codeOf(error) {
        if (!(error instanceof Error) || !("code" in error))
          return void 0;
        return typeof error.code === "number" ? error.code : void 0;
      }
      function errors_isTransient(error) {
        const code = errors_codeOf(error);
        return code !== void 0 && TRANSIENT.has(code);
      }
      function isConflict(error) {
        return errors_codeOf(error) === Code.ABORTED;
      }
      function isNotFound(error) {
        return errors_codeOf(error) === Code.NOT_FOUND;
      }
      var runner = __webpack_require__(7570);
      ;
      const REMEDY = {
        [Code.UNAUTHENTICATED]: "Log in before this step with google-github-actions/auth, and give the job `permissions: id-token: write`.",
        [Code.PERMISSION_DENIED]: "Grant roles/run.developer on the service, and roles/iam.serviceAccountUser on its runtime service account, to the account that this job uses.",
        [Code.INVALID_ARGUMENT]: "Correct what the message names; nothing was written.",
        [Code.NOT_FOUND]: "Correct what the message names: project, region, service or revision.",
        [Code.ALREADY_EXISTS]: "Another run made the same at this moment: run this again, it goes on from there.",
        [Code.FAILED_PRECONDITION]: "Put right what the message names, and run this again.",
        [Code.RESOURCE_EXHAUSTED]: "The quota of the Cloud Run Admin API is used up: wait a minute and run this again.",
        [Code.UNAVAILABLE]: "Cloud Run could not be reached, or did not answer, again and again: run this again, it goes on from where it stands.",
        [Code.DEADLINE_EXCEEDED]: "Cloud Run did not answer in time, again and again: run this again, it goes on from where it stands.",
        [Code.INTERNAL]: "Cloud Run failed inside, again and again: run this again, it goes on from where it stands.",
        [Code.ABORTED]: "Somebody else keeps changing this service: let one writer finish and run this again."
      };
      function explained(error, what) {
        const remedy = REMEDY[codeOf(error) ?? -1];
        if (remedy === void 0 || !(error instanceof Error))
          return error;
        return new UserError(`${what} failed: ${error.message}`, { remedy, cause: error });
      }
      ;
      async function retryRead(call, patience) {
        for (let tried = 1; ; tried += 1) {
          const answer = await withRetryAfter(call);
          if ("value" in answer)
            return answer.value;
          if (!isTransient(answer.error) || tried >= patience.tries)
            throw answer.error;
          await patience.clock.sleep(backoff(tried, patience.random, answer.retryAfterSeconds), patience.signal);
        }
      }
      ;
    })
  )
};
;

"use strict";
exports.id = 901;
exports.ids = [901];
exports.modules = {
  /***/
  3901: (
    /***/
    ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {
      __webpack_require__.d(__webpack_exports__, {
        googleAuth: () => (
          /* reexport */
          auth_googleAuth
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
      function auth_googleAuth(options) {
        const transporter = attentiveTransport();
        if (options.anonymous)
          return new src.GoogleAuth({ authClient: new src.PassThroughClient({ transporter }) });
        return new src.GoogleAuth({
          scopes: ["https://www.googleapis.com/auth/cloud-platform"],
          clientOptions: { transporter }
        });
      }
      ;
      const errors_Code = {
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
        errors_Code.DEADLINE_EXCEEDED,
        errors_Code.RESOURCE_EXHAUSTED,
        errors_Code.INTERNAL,
        errors_Code.UNAVAILABLE
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
        return errors_codeOf(error) === errors_Code.ABORTED;
      }
      function isNotFound(error) {
        return errors_codeOf(error) === errors_Code.NOT_FOUND;
      }
      ;
      class api_error_ApiError extends Error {
        name = "ApiError";
        /** One of {@link Code}. */
        code;
        constructor(message, code, cause) {
          super(message, { cause });
          this.code = code;
        }
      }
      const CODES = {
        400: errors_Code.INVALID_ARGUMENT,
        401: errors_Code.UNAUTHENTICATED,
        403: errors_Code.PERMISSION_DENIED,
        404: errors_Code.NOT_FOUND,
        409: errors_Code.ABORTED,
        412: errors_Code.FAILED_PRECONDITION,
        429: errors_Code.RESOURCE_EXHAUSTED,
        503: errors_Code.UNAVAILABLE,
        504: errors_Code.DEADLINE_EXCEEDED
      };
      function api_error_codeIn({ http, name }) {
        const named = Object.entries(Code).find(([each]) => each === name)?.[1];
        if (named !== void 0)
          return named;
        return http === void 0 ? Code.UNAVAILABLE : CODES[http] ?? Code.INTERNAL;
      }
      function isRefused(error) {
        const code = codeOf(error);
        return code === Code.PERMISSION_DENIED || code === Code.UNAUTHENTICATED;
      }
      var runner = __webpack_require__(7089);
      ;
      const REMEDY = {
        [errors_Code.UNAUTHENTICATED]: "Log in before this step with google-github-actions/auth, and give the job `permissions: id-token: write`.",
        [errors_Code.PERMISSION_DENIED]: "Grant roles/run.developer on the service, and roles/iam.serviceAccountUser on its runtime service account, to the account that this job uses.",
        [errors_Code.INVALID_ARGUMENT]: "Correct what the message names; nothing was written.",
        [errors_Code.NOT_FOUND]: "Correct what the message names: project, region, service or revision.",
        [errors_Code.ALREADY_EXISTS]: "Another run made the same at this moment: run this again, it goes on from there.",
        [errors_Code.FAILED_PRECONDITION]: "Put right what the message names, and run this again.",
        [errors_Code.RESOURCE_EXHAUSTED]: "The quota of the Cloud Run Admin API is used up: wait a minute and run this again.",
        [errors_Code.UNAVAILABLE]: "Cloud Run could not be reached, or did not answer, again and again: run this again, it goes on from where it stands.",
        [errors_Code.DEADLINE_EXCEEDED]: "Cloud Run did not answer in time, again and again: run this again, it goes on from where it stands.",
        [errors_Code.INTERNAL]: "Cloud Run failed inside, again and again: run this again, it goes on from where it stands.",
        [errors_Code.ABORTED]: "Somebody else keeps changing this service: let one writer finish and run this again."
      };
      function explained(error, what) {
        const remedy = REMEDY[codeOf(error) ?? -1];
        if (remedy === void 0 || !(error instanceof Error))
          return error;
        return new UserError(`${what} failed: ${error.message}`, { remedy, cause: error });
      }
      var schemas = __webpack_require__(8816);
      ;
      function openRest(api, { environment, signal }) {
        const emulator = emulatorIn(environment, api.variable);
        const anonymous = emulator !== void 0 && environment.googleCredentials === void 0;
        const at = { api, signal, base: emulator ?? api.url, auth: googleAuth({ anonymous }) };
        return (call) => send({ ...at, headers: anonymous ? { authorization: "Bearer anonymous" } : {} }, call);
      }
      async function send({ api, auth, headers, base, signal }, { method, path, parameters, body }) {
        const url = new URL(`${base}${path}`);
        if (parameters)
          url.search = parameters.toString();
        try {
          const { data } = await auth.request({
            ...{ url: url.href, headers, timeout: api.timeout, retry: false, signal },
            method: method ?? (body ? "POST" : "GET"),
            ...body ? { data: body } : {}
          });
          return data;
        } catch (error) {
          signal.throwIfAborted();
          if (error instanceof gaxios.GaxiosError)
            throw refusal(api, error);
          const why = error instanceof Error ? error.message : String(error);
          throw new ApiError(`${api.name} was not asked: ${why}`, Code.UNAUTHENTICATED, error);
        }
      }
      const rest_status = schemas.Ikc({
        error: schemas.Ikc({ message: schemas.YjP().max(2e3), status: schemas.YjP().optional() })
      });
      function refusal({ name }, error) {
        const said = rest_status.safeParse(error.response?.data).data?.error;
        const answer = error.status === void 0 ? "did not answer" : `answered ${error.status}`;
        const code = codeIn({ http: error.status, name: said?.status });
        return new ApiError(`${name} ${answer}: ${said?.message ?? error.message}`, code, error);
      }
      var lib_backoff = __webpack_require__(1027);
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

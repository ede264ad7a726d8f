"use strict";
exports.id = 408;
exports.ids = [408];
exports.modules = {
  /***/
  45408: (
    /***/
    ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {
      __webpack_require__.d(__webpack_exports__, {
        openSecrets: () => (
          /* reexport */
          openSecrets
        )
      });
      var schemas = __webpack_require__(13798);
      var runner = __webpack_require__(81393);
      var src = __webpack_require__(492);
      var google = __webpack_require__(51894);
      ;
      class SecretManagerError extends Error {
        name = "SecretManagerError";
        code;
        constructor(message, code, cause) {
          super(message, { cause });
          this.code = code;
        }
      }
      const CODES = {
        400: google.Cy.FAILED_PRECONDITION,
        401: google.Cy.UNAUTHENTICATED,
        403: google.Cy.PERMISSION_DENIED,
        404: google.Cy.NOT_FOUND,
        429: google.Cy.RESOURCE_EXHAUSTED,
        503: google.Cy.UNAVAILABLE,
        504: google.Cy.DEADLINE_EXCEEDED
      };
      function refusalOf(status, cause) {
        const code = status === void 0 ? google.Cy.UNAVAILABLE : CODES[status] ?? google.Cy.INTERNAL;
        return new SecretManagerError(cause.message, code, cause);
      }
      const REMEDY = {
        [google.Cy.UNAUTHENTICATED]: "Log in before this step with google-github-actions/auth, and give the job `permissions: id-token: write`.",
        [google.Cy.PERMISSION_DENIED]: "Grant roles/secretmanager.secretAccessor on this secret to the account that this job uses (roles/secretmanager.viewer too where `latest` is to be resolved).",
        [google.Cy.NOT_FOUND]: "Correct the project, the secret or the version.",
        [google.Cy.FAILED_PRECONDITION]: "Give a version that is enabled, or add one."
      };
      const AGAIN = "Secret Manager did not answer, again and again: run this again.";
      function explainedFor(name, error) {
        const code = (0, google.$N)(error);
        if (code === void 0 || !(error instanceof Error))
          return error;
        return new runner.yo(`The secret ${name} cannot be read: ${error.message}`, {
          remedy: REMEDY[code] ?? AGAIN,
          cause: error
        });
      }
      ;
      const TRIES = 6;
      const TIMEOUT = 2e4;
      function connection(caller, variables) {
        const endpoint = variables[runner.G$.secretManagerEndpoint] || void 0;
        const anonymous = endpoint !== void 0 && caller.environment.googleCredentials === void 0;
        const auth = (0, google.Ky)({ anonymous });
        const patience = { ...caller, tries: TRIES };
        return (path) => (0, google.Ng)(async () => {
          try {
            const url = new URL(`/v1/${path}`, endpoint ?? "https://secretmanager.googleapis.com");
            const { data } = await auth.request({
              url: url.href,
              timeout: TIMEOUT,
              retry: false,
              signal: caller.signal
            });
            return data;
          } catch (error) {
            caller.signal.throwIfAborted();
            throw error instanceof src.gaxios.GaxiosError ? refusalOf(error.status, error) : error;
          }
        }, patience);
      }
      ;
      const POLYNOMIAL = 2197175160;
      function crc32c(bytes) {
        let crc = 4294967295;
        for (const byte of bytes) {
          crc ^= byte;
          for (let bit = 0; bit < 8; bit += 1)
            crc = crc >>> 1 ^ (crc & 1 ? POLYNOMIAL : 0);
        }
        return (crc ^ 4294967295) >>> 0;
      }
      ;
      const accessed = schemas.Ikc({
        name: schemas.YjP(),
        payload: schemas.Ikc({ data: schemas.K39().default(""), dataCrc32c: schemas.YjP().optional() })
      });
      const version = schemas.Ikc({ name: schemas.YjP(), state: schemas.YjP() });
      function openSecrets(caller, variables) {
        const read = connection(caller, variables);
        const explaining = async (reference, work) => {
          try {
            return await work();
          } catch (error) {
            throw explainedFor(reference, error);
          }
        };
        return {
          access: (reference) => explaining(reference, async () => {
            const { name, payload } = accessed.parse(await read(`${versionOf(reference)}:access`));
            const bytes = Buffer.from(payload.data, "base64");
            demandIntact(reference, bytes, payload.dataCrc32c);
            return { name, value: bytes.toString("utf8") };
          }),
          resolve: (reference) => explaining(reference, async () => {
            const { name, state } = version.parse(await read(versionOf(reference)));
            if (state === "ENABLED")
              return name;
            throw new runner.yo(`The secret ${name} is ${state.toLowerCase()}.`, {
              remedy: "Give a version that is enabled, or add one."
            });
          })
        };
      }
      const versionOf = (reference) => reference.includes("/versions/") ? reference : `${reference}/versions/latest`;
      function demandIntact(reference, bytes, expected) {
        if (expected === void 0 || Number(expected) === crc32c(bytes))
          return;
        throw new Error(`The value of ${reference} did not arrive as it was sent: its checksum differs.`);
      }
      ;
    })
  )
};
;

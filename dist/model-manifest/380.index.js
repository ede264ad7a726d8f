"use strict";
exports.id = 380;
exports.ids = [380];
exports.modules = {
  /***/
  7380: (
    /***/
    ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {
      __webpack_require__.d(__webpack_exports__, {
        openSecrets: () => (
          /* reexport */
          openSecrets
        )
      });
      var schemas = __webpack_require__(2857);
      var crc32c = __webpack_require__(4408);
      var runner = __webpack_require__(7089);
      var google = __webpack_require__(3901);
      ;
      const SECRET_MANAGER = {
        name: "Secret Manager",
        url: "https://secretmanager.googleapis.com",
        variable: runner.G$.secretManagerEndpoint,
        timeout: 2e4
      };
      const TRIES = 6;
      function connection(caller) {
        const send = (0, google.P8)(SECRET_MANAGER, caller);
        return (path) => (0, google.Ng)(() => send({ path: `/v1/${path}` }), { ...caller, tries: TRIES });
      }
      ;
      const REMEDY = {
        [google.Cy.UNAUTHENTICATED]: "Log in before this step with google-github-actions/auth, and give the job `permissions: id-token: write`.",
        [google.Cy.PERMISSION_DENIED]: "Grant roles/secretmanager.secretAccessor on this secret to the account that this job uses (roles/secretmanager.viewer too where `latest` is to be resolved).",
        [google.Cy.NOT_FOUND]: "Correct the project, the secret or the version.",
        // A version that is disabled or destroyed.
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
      const accessed = schemas.Ikc({
        name: schemas.YjP(),
        payload: schemas.Ikc({ data: schemas.K39().default(""), dataCrc32c: schemas.YjP().optional() })
      });
      const version = schemas.Ikc({ name: schemas.YjP(), state: schemas.YjP() });
      function openSecrets(caller) {
        const read = connection(caller);
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
        if (expected === void 0 || Number(expected) === new crc32c.z().update(bytes).valueOf())
          return;
        throw new Error(`The value of ${reference} did not arrive as it was sent: its checksum differs.`);
      }
      ;
    })
  )
};
;

"use strict";
exports.id = 506;
exports.ids = [506];
exports.modules = {
  /***/
  72506: (
    /***/
    ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {
      __webpack_require__.d(__webpack_exports__, {
        /* harmony export */
        y: () => (
          /* binding */
          v1beta4
        )
        /* harmony export */
      });
      const v1beta4 = {};
    })
  )
};
;

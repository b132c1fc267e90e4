// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0

// An external delegate that takes the float additions of a model, so few lines that its results can
// be told by heart: each output is the sum of two inputs, as in TensorFlow Lite's own kernel.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tensorflow/lite/builtin_ops.h"
#include "tensorflow/lite/c/common.h"

// The struct is in a header that the archive lacks; this is its first field, and 0 is "none".
typedef struct {
  int activation;
} AddParams;

typedef struct {
  TfLiteDelegate base;
  int max_nodes;
  int fail_at_invoke;
  void (*report_error)(const char*);
} AddingDelegate;

// The additions of one partition, in the order of the plan. None of them feeds another: such a
// tensor would be nobody's output, and would get no memory.
typedef struct {
  AddingDelegate* owner;
  int count;
  int (*operands)[3];
} Additions;

static void* init(TfLiteContext* context, const char* buffer, size_t length) {
  (void)length;
  const TfLiteDelegateParams* params = (const TfLiteDelegateParams*)buffer;
  Additions* additions = malloc(sizeof *additions);
  additions->owner = (AddingDelegate*)params->delegate->data_;
  additions->count = params->nodes_to_replace->size;
  additions->operands = malloc(sizeof(int[3]) * additions->count);
  for (int i = 0; i < additions->count; i++) {
    TfLiteNode* node;
    TfLiteRegistration* registration;
    context->GetNodeAndRegistration(context, params->nodes_to_replace->data[i], &node,
                                    &registration);
    additions->operands[i][0] = node->inputs->data[0];
    additions->operands[i][1] = node->inputs->data[1];
    additions->operands[i][2] = node->outputs->data[0];
  }
  return additions;
}

static void free_additions(TfLiteContext* context, void* buffer) {
  (void)context;
  free(((Additions*)buffer)->operands);
  free(buffer);
}

static TfLiteStatus prepare_kernel(TfLiteContext* context, TfLiteNode* node) {
  Additions* additions = node->user_data;
  for (int i = 0; i < additions->count; i++) {
    TfLiteTensor* sum = &context->tensors[additions->operands[i][2]];
    TfLiteIntArray* shape = context->tensors[additions->operands[i][0]].dims;
    size_t bytes = sizeof(int) * (1 + shape->size);
    TfLiteIntArray* copy = malloc(bytes);
    memcpy(copy, shape, bytes);
    if (context->ResizeTensor(context, sum, copy) != kTfLiteOk) return kTfLiteError;
  }
  return kTfLiteOk;
}

static TfLiteStatus invoke(TfLiteContext* context, TfLiteNode* node) {
  Additions* additions = node->user_data;
  if (additions->owner->fail_at_invoke) {
    additions->owner->report_error("the adder is on fire");
    return kTfLiteError;
  }
  for (int i = 0; i < additions->count; i++) {
    const int* operands = additions->operands[i];
    const float* a = context->tensors[operands[0]].data.f;
    const float* b = context->tensors[operands[1]].data.f;
    TfLiteTensor* sum = &context->tensors[operands[2]];
    for (size_t at = 0; at < sum->bytes / sizeof(float); at++) sum->data.f[at] = a[at] + b[at];
  }
  return kTfLiteOk;
}

static int is_plain_addition(TfLiteContext* context, const TfLiteNode* node,
                             const TfLiteRegistration* registration) {
  if (registration->builtin_code != kTfLiteBuiltinAdd) return 0;
  if (((const AddParams*)node->builtin_data)->activation != 0) return 0;
  const TfLiteTensor* a = &context->tensors[node->inputs->data[0]];
  const TfLiteTensor* b = &context->tensors[node->inputs->data[1]];
  return a->type == kTfLiteFloat32 && b->type == kTfLiteFloat32 && a->dims->size == b->dims->size &&
         memcmp(a->dims->data, b->dims->data, sizeof(int) * a->dims->size) == 0;
}

static TfLiteStatus prepare(TfLiteContext* context, TfLiteDelegate* delegate) {
  AddingDelegate* self = delegate->data_;
  TfLiteIntArray* plan;
  if (context->GetExecutionPlan(context, &plan) != kTfLiteOk) return kTfLiteError;
  TfLiteIntArray* mine = malloc(sizeof(int) * (1 + plan->size));
  mine->size = 0;
  for (int i = 0; i < plan->size && mine->size < self->max_nodes; i++) {
    TfLiteNode* node;
    TfLiteRegistration* registration;
    context->GetNodeAndRegistration(context, plan->data[i], &node, &registration);
    if (is_plain_addition(context, node, registration)) mine->data[mine->size++] = plan->data[i];
  }
  TfLiteRegistration kernel = {.init = init,
                               .free = free_additions,
                               .prepare = prepare_kernel,
                               .invoke = invoke,
                               .custom_name = "AddingDelegate",
                               .version = 1};
  TfLiteStatus status =
      context->ReplaceNodeSubsetsWithDelegateKernels(context, kernel, mine, delegate);
  free(mine);
  return status;
}

TfLiteDelegate* tflite_plugin_create_delegate(const char* const* keys, const char* const* values,
                                              size_t count, void (*report_error)(const char*)) {
  AddingDelegate* self = calloc(1, sizeof *self);
  self->base.data_ = self;
  self->base.Prepare = prepare;
  self->max_nodes = 1 << 30;
  self->report_error = report_error;
  for (size_t i = 0; i < count; i++) {
    if (strcmp(keys[i], "max_nodes") == 0) {
      self->max_nodes = atoi(values[i]);
    } else if (strcmp(keys[i], "dynamic_tensors") == 0) {
      self->base.flags = kTfLiteDelegateFlagsAllowDynamicTensors;
    } else if (strcmp(keys[i], "fail_at_invoke") == 0) {
      self->fail_at_invoke = 1;
    } else {
      if (strcmp(keys[i], "refuse_silently") != 0) {
        char text[200];
        snprintf(text, sizeof text, "no option is named \"%s\", which was \"%s\"", keys[i],
                 values[i]);
        report_error(text);
      }
      free(self);
      return NULL;
    }
  }
  return &self->base;
}

void tflite_plugin_destroy_delegate(TfLiteDelegate* delegate) { free(delegate->data_); }

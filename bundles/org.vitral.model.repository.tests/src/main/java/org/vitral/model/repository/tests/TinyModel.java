// Copyright the Vitral contributors
// SPDX-License-Identifier: Apache-2.0
package org.vitral.model.repository.tests;

import com.google.flatbuffers.FlatBufferBuilder;
import org.tensorflow.lite.schema.BufferT;
import org.tensorflow.lite.schema.Model;
import org.tensorflow.lite.schema.ModelT;
import org.tensorflow.lite.schema.OperatorCodeT;
import org.tensorflow.lite.schema.SubGraphT;
import org.tensorflow.lite.schema.TensorT;
import org.tensorflow.lite.schema.TensorType;

/** Makes TensorFlow Lite files of a few hundred bytes: an image in, scores of three classes out. */
final class TinyModel {
    private TinyModel() {}

    /** The bytes of a model; another seed gives other weights. */
    static byte[] bytes(int seed) {
        TensorT[] tensors = {tensor(), tensor()};
        SubGraphT graph = new SubGraphT();
        graph.setTensors(tensors);
        graph.setInputs(new int[] {0});
        graph.setOutputs(new int[] {1});
        BufferT weights = new BufferT();
        int[] data = new int[64];
        for (int i = 0; i < data.length; i++) {
            data[i] = (seed * 31 + i) & 0xff;
        }
        data[0] = seed & 0xff;
        data[1] = seed >> 8 & 0xff;
        weights.setData(data);
        ModelT model = new ModelT();
        model.setVersion(3);
        model.setBuffers(new BufferT[] {new BufferT(), weights});
        model.setOperatorCodes(new OperatorCodeT[] {new OperatorCodeT()});
        model.setSubgraphs(new SubGraphT[] {graph});
        FlatBufferBuilder builder = new FlatBufferBuilder();
        Model.finishModelBuffer(builder, Model.pack(builder, model));
        return builder.sizedByteArray();
    }

    private static TensorT tensor() {
        TensorT tensor = new TensorT();
        tensor.setType(TensorType.FLOAT32);
        tensor.setShape(new int[] {1, 6, 8, 3});
        tensor.setName("tensor");
        return tensor;
    }
}
